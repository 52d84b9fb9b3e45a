import { streamPair } from '@libp2p/utils'
import { expect } from 'chai'
import { systemClock } from '../../src/clock.ts'
import { coordinatorService } from '../../src/coordinator/index.ts'
import { createFramedLink, streamToDuplex } from '../../src/link/index.ts'
import type { Connection, Stream, StreamHandler, StreamHandlerOptions } from '@libp2p/interface'
import type { Admission, CoordinatorService, CoordinatorServiceInit } from '../../src/coordinator/index.ts'
import type { Message } from '../../src/protocol/index.ts'

const connection = {
  remotePeer: { toString: () => '12D3KooWtest' },
  remoteAddr: { toString: () => '/ip4/127.0.0.1/tcp/5' }
} as unknown as Connection

describe('the coordinator as a libp2p service', () => {
  let handlers: Map<string, { handler: StreamHandler, options: StreamHandlerOptions | undefined }>
  let service: CoordinatorService
  let calls: string[]

  function create (admission: Admission | Error = { ok: true, keyName: 'k' }, init: Partial<CoordinatorServiceInit> = {}): CoordinatorService {
    const admit = (): Admission => {
      if (admission instanceof Error) {
        throw admission
      }

      return admission
    }

    return coordinatorService({ autoCreate: true, admit, ...init })({
      registrar: {
        async handle (protocol, handler, options) {
          calls.push(`handle ${protocol}`)
          handlers.set(protocol, { handler, options })
        },
        async unhandle (protocol) {
          calls.push(`unhandle ${protocol}`)
          handlers.delete(protocol)
        }
      }
    })
  }

  beforeEach(() => {
    handlers = new Map()
    calls = []
    service = create()
  })

  afterEach(async () => {
    await service.stop()
  })

  /** Opens a stream to it as a caller would: the caller's end, and the service's. */
  async function open (): Promise<{ near: Stream, far: Stream }> {
    const [near, far] = await streamPair()
    await handlers.get(service.protocol)?.handler(far, connection)

    return { near, far }
  }

  it('serves streams of its protocol while it runs', async () => {
    await service.start()
    const options = handlers.get('/peerq/1.0.0')?.options
    const { near } = await open()
    const link = createFramedLink({
      duplex: streamToDuplex(near),
      remote: { peerId: 'coordinator', keyName: '', address: '', local: false },
      clock: systemClock,
      role: 'caller'
    })
    link.send({ hello: { session: new Uint8Array(16), name: 'me', resume: false, history: new Uint8Array(), held: [] } })
    const first = await link.incoming[Symbol.asyncIterator]().next()
    link.abort(new Error('enough'))
    const [message] = (first.value as { messages: Message[] }).messages

    expect(options).to.deep.equal({ maxInboundStreams: 8 })
    expect(message?.welcome).to.deep.include({ keyName: 'k', resumed: false })
    expect(service.core.peers()[0]).to.deep.include({ peerId: '12D3KooWtest', name: 'me', keyName: 'k', connected: true })
  })

  it('is found under the prefix that it was given', async () => {
    service = create(undefined, { protocolPrefix: 'my-farm' })
    await service.start()

    expect([...handlers.keys()]).to.deep.equal(['/my-farm/1.0.0'])
    expect(service.protocol).to.equal('/my-farm/1.0.0')
  })

  it('resets streams of connections that it does not admit, and tells', async () => {
    service = create({ ok: false, reason: 'made without our key' })
    const refusals: unknown[] = []
    service.core.events.addEventListener('peer:refuse', ({ detail }) => { refusals.push(detail) })
    await service.start()
    const { far } = await open()

    expect(far.status).to.equal('aborted')
    expect(service.core.peers()).to.deep.equal([])
    expect(refusals).to.deep.equal([{ peerId: '12D3KooWtest', address: '/ip4/127.0.0.1/tcp/5', reason: 'made without our key' }])
  })

  it('resets a stream whose admission throws, and goes on', async () => {
    service = create(new Error('a bug'))
    await service.start()

    expect((await open()).far.status).to.equal('aborted')
    expect((await open()).far.status).to.equal('aborted')
  })

  it('may be started and stopped twice, and says goodbye while connections are there', async () => {
    await service.core.start()
    await service.start()
    await service.start()
    await service.beforeStop?.()
    await service.stop()
    await service.stop()

    expect(calls).to.deep.equal(['handle /peerq/1.0.0', 'unhandle /peerq/1.0.0'])
  })

  it('refuses limits and access lists that make no sense when it is made', () => {
    expect(() => create(undefined, { limits: { maxQueues: 0 } })).to.throw(RangeError)
    expect(() => create(undefined, { access: { '*': { q: ['boss' as 'admin'] } } })).to.throw(TypeError)
  })
})
