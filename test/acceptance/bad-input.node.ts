import { once } from 'node:events'
import { createServer } from 'node:net'
import { multiaddr } from '@multiformats/multiaddr'
import { expect } from 'chai'
import {
  AuthenticationError, connect, ConnectionError, createCoordinator, defineQueue, generateKey, PayloadError, PayloadTooLargeError, ProtocolError,
  TaskFailedError, TimeoutError, UnknownQueueError
} from '../../src/index.ts'
import { hello, frames, noise, PROTOCOL, RawStream, stranger } from './strangers.ts'
import { event, inTime, LOOPBACK, rejection, Stage, thrown, until } from './support.ts'
import type { Client, ConnectInit, Coordinator, Queue, RefusalDetail } from '../../src/index.ts'
import type { AddressInfo, Server } from 'node:net'

const MAX_PAYLOAD_BYTES = 100_000
const PIECE = frames({ chunk: { data: new Uint8Array(1_000_000), last: false } })
const ACKNOWLEDGED = 'acknowledged before'

describe('bad input', function () {
  this.timeout(30_000)

  const stage = new Stage()
  let farm: Coordinator
  let client: Client
  let tasks: Queue<unknown, unknown>

  before(async () => {
    farm = await stage.coordinator({ queues: [defineQueue('tasks'), defineQueue('results')], limits: { maxPayloadBytes: MAX_PAYLOAD_BYTES } })
    client = await stage.client()
    tasks = client.queue('tasks')
  })

  afterEach(async () => {
    await tasks.purge()
  })

  after(async () => {
    await stage.end()
  })

  /** What was acknowledged before is there afterwards, and only that; and the client that did nothing wrong gets it. */
  function harmless (title: string, test: () => Promise<void>): void {
    it(title, async () => {
      await tasks.put(ACKNOWLEDGED)
      await test()

      expect(await tasks.size()).to.equal(1)
      expect(await tasks.get({ timeout: 1_000 })).to.equal(ACKNOWLEDGED)
      await until('nobody is left', () => farm.peers().filter(({ connected }) => connected).length === 2)
    })
  }

  /** A server that does nothing with its connections; not listening any more: nobody does. */
  async function server (listens: boolean): Promise<{ started: Server, address: string }> {
    const started = createServer()
    started.listen(0, '127.0.0.1')
    await once(started, 'listening')
    const address = `/ip4/127.0.0.1/tcp/${(started.address() as AddressInfo).port}`

    if (!listens) {
      started.close()
      await once(started, 'close')
    }

    return { started, address }
  }

  const connecting = async (init: Partial<ConnectInit>): Promise<Error & { code?: string }> => rejection(connect({
    key: stage.key, address: `127.0.0.1:${stage.port}`, timeout: 2_000, ...init
  }))

  describe('of a caller', () => {
    harmless('a name that no queue can have is refused at once', async () => {
      for (const name of ['two words', '', 'ä', 'a'.repeat(129)]) {
        expect(thrown(() => client.queue(name))).to.be.instanceOf(RangeError).with.property('message').that.matches(/1 to 128 of/)
      }
    })

    for (const [what, item, path] of [
      ['a function', { user: { callback: () => {} } }, 'item.user.callback is the function callback'],
      ['a symbol', [1, [Symbol('x')]], 'item[1][0] is a symbol'],
      ['an instance of a class', { at: new (class Point {})() }, 'item.at is an instance of Point'],
      ['an Error', { 'no name': new Error('x') }, 'item["no name"] is an instance of Error'],
      ['a URL', new Map([['key', new URL('http://localhost')]]), 'item.values()[0] is an instance of URL'],
      ['a RegExp', /x/, 'item is an instance of RegExp'],
      ['a cycle', cyclic(), 'item.self is item again']
    ] as const) {
      harmless(`${what} cannot be carried, and the error says where it is`, async () => {
        const err = await rejection(tasks.put(item))

        expect(err).to.be.instanceOf(PayloadError).with.property('code', 'ERR_PAYLOADERROR')
        expect(err.message).to.include(path)
      })
    }

    harmless('of several items none is put when one cannot be carried', async () => {
      const err = await rejection(tasks.putMany(['good', { bad: () => {} }]))

      expect(err).to.be.instanceOf(PayloadError)
      expect(err.message).to.include('items[1].bad is the function bad')
    })

    harmless('an item that is too large is refused, and the error names the limit', async () => {
      const large = new Uint8Array(MAX_PAYLOAD_BYTES)

      for (const call of [tasks.put(large), tasks.putMany(['small', large]), tasks.run(large), farm.queue('tasks').put(large)]) {
        const err = await rejection(call)

        expect(err).to.be.instanceOf(PayloadTooLargeError).with.property('code', 'ERR_PAYLOADTOOLARGEERROR')
        expect(err.message).to.match(/carries 1000\d\d bytes: the coordinator takes maxPayloadBytes \(100000\) at most/)
      }
    })

    harmless('a result that cannot be sent fails the task, and its putter learns where it is', async () => {
      const others = client.queue('results')

      for (const [result, name, message] of [
        [{ done: () => {} }, 'PayloadError', /result\.done is the function done/],
        [new Uint8Array(MAX_PAYLOAD_BYTES), 'PayloadTooLargeError', /maxPayloadBytes \(100000\)/]
      ] as const) {
        const worker = others.process(() => result)
        worker.addEventListener('task:fail', () => {})
        const err = await rejection(others.run('item'))
        await worker.stop()

        expect(err).to.be.instanceOf(TaskFailedError).with.nested.property('remote.remoteName', name)
        expect(err.message).to.match(message)
      }
    })

    harmless('arguments out of range are refused before anything is sent', async () => {
      for (const act of [
        () => tasks.put('x', { delay: -1 }), () => tasks.put('x', { priority: 2 ** 31 }), () => tasks.put('x', { delay: 5, ttl: 5 }),
        () => tasks.put('x', { id: '' }), () => tasks.get({ timeout: NaN }), () => tasks.get({ timeout: -1 }), () => tasks.join({ timeout: -1 })
      ]) {
        expect(await rejection((async () => act())())).to.be.instanceOf(RangeError)
      }
    })
  })

  describe('of an address', () => {
    for (const address of ['not an address', '/ip4/300.1.1.1/tcp/1', '/ip4/127.0.0.1', 'host:99999', 'http://host', '/ip4/127.0.0.1/tcp/1/p2p/me', '']) {
      harmless(`'${address}' is none, and the error shows good ones`, async () => {
        const err = await connecting({ address })

        expect(err).to.be.instanceOf(RangeError)
        expect(err.message).to.include(`address ${JSON.stringify(address)}: `).and.include("'192.168.1.10', 'host.example:8001'")
      })
    }

    harmless('where nobody listens, connect says so, within its timeout', async () => {
      const { address } = await server(false)
      // long enough for a first dial to come to something, whatever else this machine does
      const err = await rejection(connect({ key: stage.key, address, timeout: 1_000 }))

      expect(err).to.be.instanceOf(ConnectionError).with.property('code', 'ERR_CONNECTIONERROR')
      expect(err).to.have.property('outcome', 'none')
      expect(err.message).to.include(`no connection to a coordinator at ${address} within 1000 ms: nothing listens at ${address} (ECONNREFUSED)`)
      expect(err.message).to.include('is the coordinator running, and is this its address and port?')
    })

    harmless('where somebody listens and says nothing, connect says that, within its timeout', async () => {
      const { started, address } = await server(true)
      const err = await rejection(connect({ key: stage.key, address, timeout: 300 }))
      started.close()

      expect(err).to.be.instanceOf(TimeoutError).with.property('code', 'ERR_TIMEOUTERROR')
      expect(err.message).to.include(`at ${address} within 300 ms: nothing answered; is it running`)
    })

    harmless('a port that is taken is named, with the way out', async () => {
      const listen = [`/ip4/127.0.0.1/tcp/${stage.port}`]
      const err = await rejection(createCoordinator({ key: stage.key, listen, mdns: false }))

      expect(err).to.be.instanceOf(ConnectionError)
      expect(err.message).to.include(`cannot listen on ${listen[0]}: another program listens there (EADDRINUSE). Stop it, or choose another port`)
    })
  })

  describe('of a key', () => {
    harmless('a missing one is a TypeError: there is no open mode', async () => {
      for (const key of [undefined, null, ''] as unknown as string[]) {
        for (const call of [connect({ key, address: '127.0.0.1:1' }), createCoordinator({ key, listen: LOOPBACK, mdns: false })]) {
          const err = await rejection(call)

          expect(err).to.be.instanceOf(TypeError)
          expect(err.message).to.include('a key is required').and.include('generateKey()')
        }
      }
    })

    harmless('a wrong one is refused, and both sides hear of it', async () => {
      const refused = event<RefusalDetail>(farm, 'peer:refuse')
      const err = await rejection(connect({ key: generateKey(), address: `127.0.0.1:${stage.port}` }))

      expect(err).to.be.instanceOf(AuthenticationError).with.property('code', 'ERR_AUTHENTICATIONERROR')
      expect(err.message).to.match(/the pre-shared key was refused, or this is not a peerq coordinator .*: both sides need the same key$/)
      expect(await refused).to.have.property('peerId', '')
    })

    harmless('of a passphrase that is wrong the farm is told, which salts it', async () => {
      const err = await connecting({ key: 'correct horse battery staple', farm: 'barn' })

      expect(err).to.be.instanceOf(AuthenticationError)
      expect(err.message).to.match(/the same key and the same farm, .* here it is "barn"$/)
    })

    harmless('a ticket with a character too many is said to be damaged', async () => {
      const err = await rejection(connect(`${farm.ticket()}x`))

      expect(err).to.be.instanceOf(TypeError)
      expect(err.message).to.match(/ticket is damaged/).and.not.include(farm.ticket().slice(8))
    })
  })

  describe('of a peer', () => {
    harmless('that speaks another version: its callers are told so', async () => {
      const other = await stranger(stage, { key: stage.key, listens: true })
      await other.handle('/peerq/9.0.0', () => {})
      const err = await connecting({ address: String(other.getMultiaddrs()[0]) })

      expect(err).to.be.instanceOf(ProtocolError).with.property('code', 'ERR_PROTOCOLERROR')
      expect(err.message).to.include(`does not speak ${PROTOCOL}: it runs another version of peerq`)
    })

    harmless('that asks for another version: it gets no stream', async () => {
      const other = await stranger(stage, { key: stage.key })
      const err = await rejection(other.dialProtocol(farm.addresses.map((address) => multiaddr(address)), '/peerq/9.0.0'))

      expect(err.name).to.equal('UnsupportedProtocolError')
    })

    for (const [what, bytes, answer] of [
      ['another protocol', Buffer.from('GET / HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\nUser-Agent: curl/8.14.1\r\n\r\n'), /cannot be read/],
      ['a frame of no bytes', Uint8Array.of(0), /a frame of no bytes/],
      ['a frame that is too long', Uint8Array.of(0x81, 0x80, 0x40), /a frame of 1048577 bytes; 1048576 are allowed/],
      ['a length without an end', new Uint8Array(32).fill(0xff), /a frame of far too many bytes/],
      ['a length with needless bytes', Uint8Array.of(0x81, 0x00), /needless bytes/],
      ['a frame of noise', Uint8Array.of(64, ...noise(64)), /cannot be read/],
      ['a request before its hello', frames({ request: { number: 1, queue: 'tasks', getStats: {} } }), /a session begins with a hello/],
      ['a second hello', frames(hello(), hello()), /a session says hello once/],
      ['pieces without an end', Buffer.concat([frames(hello()), ...Array<Uint8Array>(5).fill(PIECE)]), /a message of more than \d+ bytes/],
      ['a hello and noise', Buffer.concat([frames(hello()), Uint8Array.of(64, ...noise(64))]), /cannot be read/]
    ] as Array<[string, Uint8Array, RegExp]>) {
      harmless(`that sends ${what} is told what was wrong and cut off, and nobody else is`, async () => {
        const others = client.queue('results')
        const worker = others.process((item) => item)
        const raw = await RawStream.open(stage, farm.addresses[0] as string)
        const under = others.run('under way')

        raw.send(bytes)
        await inTime('the end of the stream', raw.closed)

        expect(raw.text).to.match(answer)
        expect(await under).to.equal('under way')
        expect(await others.run('after it')).to.equal('after it')
        await worker.stop()
      })
    }

    harmless('that says half a frame and goes is forgotten', async () => {
      for (const bytes of [Uint8Array.of(0x80), frames(hello()).subarray(0, 9), Buffer.concat([frames(hello()), Uint8Array.of(64, 1, 2)])]) {
        const raw = await RawStream.open(stage, farm.addresses[0] as string)
        raw.send(bytes)
        await raw.end()

        const other = await RawStream.open(stage, farm.addresses[0] as string)
        other.send(bytes)
        other.abort()
      }
    })

    harmless('that sends noise of any kind ends its own stream, and nothing else', async () => {
      for (let seed = 0; seed < 16; seed++) {
        const raw = await RawStream.open(stage, farm.addresses[0] as string)
        raw.send(Buffer.concat([frames(hello()), noise(2_000, seed)]))
        await raw.end()
      }
    })
  })

  // last: a coordinator that has just begun waits a while for whoever declares a queue
  describe('of a queue', () => {
    harmless('a queue that nobody declared is refused, and the error says how to declare it', async () => {
      const typo = client.queue('typo')
      await rejection(typo.put('when that while is over'))

      for (const call of [typo.put(1), typo.get({ timeout: 1 }), typo.size(), typo.shutdown()]) {
        const err = await rejection(call)

        expect(err).to.be.instanceOf(UnknownQueueError).with.property('code', 'ERR_UNKNOWNQUEUEERROR')
        expect(err.message).to.match(/no queue 'typo': declare it there, with queue\('typo'\) or queues: \[…\], or start it with autoCreate/)
      }
    })
  })
})

function cyclic (): object {
  const item: { self?: object } = {}
  item.self = item

  return item
}
