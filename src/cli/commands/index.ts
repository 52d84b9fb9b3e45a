import { cancel } from './cancel.ts'
import { check } from './check.ts'
import { doctor } from './doctor.ts'
import { get } from './get.ts'
import { inspect } from './inspect.ts'
import { join } from './join.ts'
import { keygen } from './keygen.ts'
import { map } from './map.ts'
import { pause } from './pause.ts'
import { purge } from './purge.ts'
import { put } from './put.ts'
import { redrive } from './redrive.ts'
import { requeue } from './requeue.ts'
import { resume } from './resume.ts'
import { serve } from './serve.ts'
import { stats } from './stats.ts'
import { tasks } from './tasks.ts'
import { ticket } from './ticket.ts'
import { top } from './top.ts'
import { watch } from './watch.ts'
import { work } from './work.ts'
import type { Command } from '../command.ts'

/** All commands, in the order in which the help has them; docs/cli.md has a heading for each. */
export const COMMANDS: readonly Command[] = [
  serve, keygen, ticket, check,
  join, work, map,
  put, get,
  stats, top, tasks, inspect, watch, doctor,
  cancel, requeue, redrive, pause, resume, purge
]
