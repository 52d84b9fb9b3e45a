import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import { nodeTooOld } from '../src/check-node.ts'

describe('nodeTooOld', () => {
  for (const found of ['24.7.0', '24.7.0-rc.1', '24.10.0', '25.0.0', '25.0.0-nightly20250601abcdef', '100.0.0']) {
    it(`has nothing to say about ${found}`, () => {
      expect(nodeTooOld(found)).to.equal(undefined)
    })
  }

  for (const found of ['24.6.9', '24.0.0', '22.19.0', '20.20.2', '9.11.2', '0.12.18']) {
    it(`names ${found}, what is needed and what to do`, () => {
      expect(nodeTooOld(found)).to.include(found).and.include('24.7').and.include('install')
    })
  }

  it('is one sentence on one line', () => {
    expect(nodeTooOld('20.20.2')).to.match(/^peerq needs [^\n]*[^.]$/)
  })

  it('asks for what package.json asks for', () => {
    const { engines } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { engines: { node: string } }
    const [, major, minor] = /^>=(\d+)\.(\d+)$/.exec(engines.node) ?? []

    expect(nodeTooOld(`${major}.${minor}.0`)).to.equal(undefined)
    expect(nodeTooOld(`${major}.${Number(minor) - 1}.99`)).to.include(`${major}.${minor}`)
  })
})
