/** "peer" in ASCII: what SQLite, and `file`, know the database by. */
export const APPLICATION_ID = 0x70_65_65_72

/**
 * The format of the database, as the steps that lead to it: step n makes version n + 1 of
 * version n, and a new database goes through all of them. `user_version` says how many it has
 * behind it; one that has more than there are here was written by a later version of this
 * program, and is refused untouched.
 *
 * To change the format: add a step at the end, in SQL that keeps what is there, and never
 * change one that was released. What a record holds is none of its business: those have a
 * version of their own (src/coordinator/record.ts), and a new one of theirs needs no step here.
 */
export const SCHEMA: readonly string[] = [`
  -- One row. epoch: grows with every owner. snapshot: the position of the one in force; 0: there is none.
  -- pieces: in how many it is. checksum: of the others.
  CREATE TABLE journal (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    epoch INTEGER NOT NULL,
    snapshot INTEGER NOT NULL,
    pieces INTEGER NOT NULL,
    checksum INTEGER NOT NULL
  ) STRICT;

  -- A batch: one row, and one transaction. Only one that is too large for a row goes on in the next ones,
  -- written in the same transaction. more: it goes on. checksum: CRC-32 of data and the other columns.
  CREATE TABLE batch (
    position INTEGER PRIMARY KEY,
    epoch INTEGER NOT NULL,
    more INTEGER NOT NULL,
    checksum INTEGER NOT NULL,
    data BLOB NOT NULL
  ) STRICT;

  -- A piece of the snapshot at position; those of another position than the one in force are left over from
  -- one that was not finished, or is out of force, and are deleted by and by.
  CREATE TABLE piece (
    id INTEGER PRIMARY KEY,
    position INTEGER NOT NULL,
    number INTEGER NOT NULL,
    more INTEGER NOT NULL,
    checksum INTEGER NOT NULL,
    data BLOB NOT NULL
  ) STRICT;
`]
