import { fork } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { expect } from 'chai'
import { fromString } from 'uint8arrays/from-string'
import { toString } from 'uint8arrays/to-string'
import { formatKey, generateKey, loadKey } from '../../src/node/keys.ts'
import { MIX_INFO, prologueOf } from '../../src/node/noise.ts'
import type { Secret } from '../../src/node/secret.ts'

const PASSPHRASE = 'correct horse battery staple'

/** A few bytes of it would do: whichever way they are written. */
function spellings (bytes: Uint8Array): string[] {
  const buffer = Buffer.from(bytes)

  return [
    buffer.toString('hex').slice(4, 24),
    [...buffer.toString('hex').matchAll(/../g)].slice(2, 10).join(' '),
    buffer.toString('base64').slice(4, 20),
    buffer.toString('base64url').slice(4, 20),
    toString(bytes, 'base58btc').slice(0, 20),
    bytes.subarray(2, 10).join(', '),
    bytes.subarray(2, 10).join(',')
  ]
}

async function derived (secret: Secret): Promise<Uint8Array[]> {
  return [secret.reveal(), prologueOf(secret, 0), prologueOf(secret, 1), secret.derive(fromString(MIX_INFO))]
}

interface Printed {
  stdout: string
  stderr: string

  /** What the program made itself that is not to be seen. */
  tickets: string[]

  /** Those of the secrets that are in there. */
  found: string[]
}

/** All that one of `programs/` prints, and what in it should not be there. */
async function printedBy (program: string): Promise<Printed> {
  const [right, wrong] = [generateKey(), generateKey()]
  const child = fork(new URL(`programs/${program}.ts`, import.meta.url), {
    silent: true,
    env: { ...process.env, DEBUG: '*,*:trace', TEST_RIGHT: formatKey(right), TEST_WRONG: formatKey(wrong), TEST_PASSPHRASE: PASSPHRASE }
  })
  const told: string[] = []
  child.on('message', ({ tickets }: { tickets: string[] }) => { told.push(...tickets) })

  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout!), text(child.stderr!), once(child, 'close')]) as [string, string, [number]]
  expect(code, stderr.slice(-2_000)).to.equal(0)

  const keys = await Promise.all([right, wrong, PASSPHRASE].map(async (key) => loadKey(key)))
  const ofFarm = await loadKey(PASSPHRASE, 'barn')
  const secrets = (await Promise.all([...keys, ofFarm].map(derived))).flat().flatMap(spellings)
  const ofTickets = told.flatMap((ticket) => [ticket.slice(20, 50), ticket.slice(60, 90)])
  const output = stdout + stderr

  return { stdout, stderr, tickets: told, found: [...secrets, ...ofTickets, 'horse'].filter((spelling) => output.includes(spelling)) }
}

describe('keys in what is printed', function () {
  this.timeout(60_000)

  it('are nowhere, with all of debug\'s output on, in errors, and in everything inspected to the bottom', async () => {
    const { stdout, stderr, found } = await printedBy('secrets')

    // it was all there to be found
    expect(stdout).to.include('all printed').and.include('[key]').and.include('the pre-shared key was refused')
    expect(stderr).to.include('peerq:psk-noise').and.include('xxhandshake')
    expect(found).to.deep.equal([])
  })

  it('and tickets are nowhere in what a farm, its clients, their nodes and all that goes wrong with them print', async () => {
    const { stdout, stderr, tickets, found } = await printedBy('farm-secrets')

    expect(tickets).to.have.lengthOf(2)
    expect(stdout).to.include('all printed')
    expect(stderr).to.include('peerq:psk-noise').and.include('xxhandshake')

    for (const words of [
      'the pre-shared key was refused', 'this ticket is damaged', "does not begin with 'peerq:1:'", 'this address is a ticket', 'a ticket carries one key',
      'the name of a key has', 'one key stands under the names', 'a key is required', 'the third line of a swarm.key file', 'EEXIST', 'chmod 600',
      'PermissionError', 'ECONNREFUSED', 'which belongs into the option key', 'this coordinatorId is a key or a ticket', 'this path is the text of a key'
    ]) {
      expect(stdout).to.include(words)
    }

    expect(found).to.deep.equal([])
  })

  it('would be found if they were there', async () => {
    const secret = await loadKey(generateKey())
    const printed = Object.values({ hex: Buffer.from(secret.reveal()).toString('hex'), list: String(secret.reveal()) }).join()

    expect(spellings(secret.reveal()).filter((spelling) => printed.includes(spelling))).to.have.lengthOf(2)
  })
})
