import { expect } from 'chai'
import { decodeTicket, encodeTicket, isTicket } from '../../src/node/ticket.ts'

const content = {
  farm: 'render farm ü',
  key: Uint8Array.from({ length: 32 }, (_, i) => i),
  peerId: '12D3KooWH3uVF6wv47WnArKHk5p6cvgCJEb74UTmxztmQDc298L3',
  addresses: ['/ip4/192.168.1.10/tcp/7337', '/ip6/fd00::1/tcp/7337']
}

/** For ever: a ticket that was written down must be read by every later version. docs/protocol.md shows it. */
const VECTOR = 'peerq:1:oEecB4RucmVuZGVyIGZhcm0gw7xYIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4feDQxMkQzS29vV0gzdVZGNnd2NDdXbkFyS0hrNXA2Y3ZnQ0pFYjc0VVRteHp0bVFEYzI5OEwzgngaL2lwNC8xOTIuMTY4LjEuMTAvdGNwLzczMzd1L2lwNi9mZDAwOjoxL3RjcC83MzM3'

describe('ticket', () => {
  it('says what it was made of', () => {
    expect(decodeTicket(encodeTicket(content))).to.deep.equal(content)
  })

  it('is the same for ever', () => {
    expect(encodeTicket(content)).to.equal(VECTOR)
    expect(decodeTicket(VECTOR)).to.deep.equal(content)
  })

  it('is read with the white space that pasting adds', () => {
    expect(decodeTicket(`  ${VECTOR}\n`)).to.deep.equal(content)
    expect(decodeTicket(`${VECTOR.slice(0, 76)}\r\n  ${VECTOR.slice(76)}`)).to.deep.equal(content)
    expect(isTicket(` ${VECTOR}`)).to.equal(true)
  })

  // of all lengths, so that the last character carries 6, 4 and 2 bits that mean something
  for (const farm of ['a', 'ab', 'abc']) {
    it(`tells of any one character that was changed, and never quotes what it holds: farm ${farm}`, () => {
      const ticket = encodeTicket({ ...content, farm })

      for (let i = 'peerq:1:'.length; i < ticket.length; i++) {
        for (const other of ['A', 'B', '9', '-'].filter((each) => each !== ticket[i])) {
          const flipped = ticket.slice(0, i) + other + ticket.slice(i + 1)

          expect(() => decodeTicket(flipped), `${i}: ${other}`).to.throw(TypeError, /^(?!.*AAECAwQF).*damaged/)
        }
      }
    })
  }

  it('tells of two characters that changed places', () => {
    const at = 'peerq:1:'.length

    for (let i = at; i < VECTOR.length - 1; i++) {
      const [one, two] = [VECTOR[i] as string, VECTOR[i + 1] as string]

      if (one !== two) {
        expect(() => decodeTicket(VECTOR.slice(0, i) + two + one + VECTOR.slice(i + 2)), String(i)).to.throw(TypeError, 'damaged')
      }
    }
  })

  it('tells of one that lost its end', () => {
    expect(() => decodeTicket(VECTOR.slice(0, -3))).to.throw(TypeError, 'damaged')
    expect(() => decodeTicket('peerq:1:')).to.throw(TypeError)
  })

  it('tells of another version and of characters that do not belong', () => {
    expect(() => decodeTicket(VECTOR.replace('peerq:1:', 'peerq:2:'))).to.throw(TypeError, 'another version')
    expect(() => decodeTicket(VECTOR + '!')).to.throw(TypeError, 'copy it again')
    expect(() => decodeTicket(`"${VECTOR}"`)).to.throw(TypeError, "does not begin with 'peerq:1:': something stands before it")
  })

  it('is not what an address is', () => {
    expect(isTicket('127.0.0.1:8001')).to.equal(false)
  })
})
