/** Connects in every way in which that can end. Nothing is told to exit: with the last of them the process has to. */
import { connect, generateKey } from '../../../src/index.ts'
import type { Client, ConnectInit } from '../../../src/index.ts'

const { TEST_KEY: key = '', TEST_ADDRESS: address = '', TEST_SILENCE: silence = '' } = process.env
const say = (what: string): void => { process.send?.(what) }

async function attempt (what: string, init: Partial<ConnectInit>): Promise<void> {
  try {
    await connect({ key, address, ...init })
  } catch (err) {
    say(`${what} ${(err as Error).constructor.name}`)
  }
}

await attempt('refused', { key: generateKey() })
await attempt('late', { address: silence, timeout: 300 })

const stop = new AbortController()
setTimeout(() => { stop.abort(new Error('enough')) }, 300)
await attempt('aborted', { address: silence, signal: stop.signal })
await attempt('misused', { timeout: -1 })

const client: Client = await connect({ key, address })
await client.stop()
await client.stop()
say('stopped')

// never stopped: its coordinator stops for good
const last = await connect({ key, address })
last.addEventListener('session:lost', ({ detail: { error, isFinal } }) => {
  if (isFinal) {
    say(`ended ${error.name}`)
    process.disconnect()
  }
})
say('connected')
