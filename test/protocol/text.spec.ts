import { expect } from 'chai'
import fc from 'fast-check'
import { cutText, utf8Length } from '../../src/protocol/index.ts'

const text = fc.string({ unit: 'binary', maxLength: 30 })

describe('the length of a text in UTF-8', () => {
  it('is what an encoder makes of it', () => {
    fc.assert(fc.property(text, (text) => {
      expect(utf8Length(text)).to.equal(Buffer.byteLength(text))
    }))
  })

  it('counts half a character as the three bytes of its replacement', () => {
    for (const text of ['\ud800', 'a\udc00', '\ud800\ud800\udc00', '\ud800a']) {
      expect(utf8Length(text)).to.equal(Buffer.byteLength(text))
    }
  })
})

describe('cutting a text', () => {
  it('leaves alone what fits exactly', () => {
    expect(cutText('äöü', 6)).to.equal('äöü')
  })

  it('keeps as much of the beginning as fits with an ellipsis', () => {
    expect(cutText('abcdefg', 6)).to.equal('abc…')
    expect(cutText('äöüß', 7)).to.equal('äö…')
  })

  it('does not cut a character in two', () => {
    expect(cutText('a😀😀', 8)).to.equal('a😀…')
    expect(cutText('a😀😀', 7)).to.equal('a…')
  })

  it('always fits, always begins as the text does, and is never cut without need', () => {
    fc.assert(fc.property(text, fc.integer({ min: 3, max: 60 }), (text, maxBytes) => {
      const cut = cutText(text, maxBytes)

      expect(Buffer.byteLength(cut)).to.be.at.most(maxBytes)
      expect(cut === text).to.equal(Buffer.byteLength(text) <= maxBytes)
      expect(cut === text || text.startsWith(cut.slice(0, -1))).to.equal(true)
    }))
  })
})
