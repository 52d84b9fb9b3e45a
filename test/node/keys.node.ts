import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect } from 'chai'

/** Loads these passphrases in a process of their own, and gives what it was warned of. */
async function warnings (passphrases: string[]): Promise<string> {
  const program = `
    import { loadKey } from ${JSON.stringify(new URL('../../src/node/keys.ts', import.meta.url))}
    for (const passphrase of ${JSON.stringify(passphrases)}) await loadKey(passphrase)
  `
  const { stderr } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program])

  return stderr
}

describe('short passphrases', function () {
  this.timeout(20_000)

  it('are warned of once in a process, without being quoted', async () => {
    const text = await warnings(['elevenchars', 'shorter'])

    expect(text.match(/PEERQ_SHORT_PASSPHRASE/g)).to.have.lengthOf(1)
    expect(text).to.match(/fewer than 12 characters/).and.not.match(/elevenchars|shorter/)
  })

  it('begin below 12 characters, counted as people count them', async () => {
    expect(await warnings(['twelve chars', '🐎'.repeat(12)])).to.not.include('PEERQ_SHORT_PASSPHRASE')
    expect(await warnings(['🐎'.repeat(11)])).to.include('PEERQ_SHORT_PASSPHRASE')
  })
})
