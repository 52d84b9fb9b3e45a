import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect } from 'chai'
import { fromString } from 'uint8arrays/from-string'
import { toString } from 'uint8arrays/to-string'
import { formatKey, generateKey, loadKey } from '../../src/node/keys.ts'
import { MIX_INFO, prologueOf } from '../../src/node/noise.ts'
import type { Secret } from '../../src/node/secret.ts'

const run = promisify(execFile)
const program = new URL('programs/secrets.ts', import.meta.url).pathname

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

describe('keys in what is printed', function () {
  this.timeout(20_000)

  it('are nowhere, with all of debug\'s output on, in errors, and in everything inspected to the bottom', async () => {
    const [right, wrong] = [generateKey(), generateKey()]
    const passphrase = 'correct horse battery staple'
    const secrets = (await Promise.all([right, wrong, passphrase].map(async (key) => derived(await loadKey(key))))).flat()

    const { stdout, stderr } = await run(process.execPath, [program], {
      maxBuffer: 256 * 1024 * 1024,
      env: { ...process.env, DEBUG: '*,*:trace', TEST_RIGHT: formatKey(right), TEST_WRONG: formatKey(wrong), TEST_PASSPHRASE: passphrase }
    })
    const output = stdout + stderr

    // it was all there to be found
    expect(stdout).to.include('all printed').and.include('[key]').and.include('the pre-shared key was refused')
    expect(stderr).to.include('peerq:psk-noise').and.include('xxhandshake')

    expect(output).to.not.include('horse')
    expect(secrets.flatMap(spellings).filter((spelling) => output.includes(spelling))).to.deep.equal([])
  })

  it('would be found if they were there', async () => {
    const secret = await loadKey(generateKey())
    const printed = Object.values({ hex: Buffer.from(secret.reveal()).toString('hex'), list: String(secret.reveal()) }).join()

    expect(spellings(secret.reveal()).filter((spelling) => printed.includes(spelling))).to.have.lengthOf(2)
  })
})
