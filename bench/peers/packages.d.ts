/**
 * As much of the peers' packages as is used here, so that bench/ is checked the same whether
 * `npm run bench:install` has been run or not.
 */
declare module 'bullmq' {
  interface Init { connection: { host: string, port: number, maxRetriesPerRequest: null } }

  export class Queue {
    constructor (name: string, init: Init & { defaultJobOptions: { removeOnComplete: boolean, removeOnFail: boolean } })
    addBulk (jobs: Array<{ name: string, data: string }>): Promise<unknown>
    waitUntilReady (): Promise<unknown>
  }

  export class QueueEvents {
    constructor (name: string, init: Init)
    on (event: 'completed', listener: () => void): this
    waitUntilReady (): Promise<unknown>
  }

  export class Worker {
    constructor (name: string, handler: (job: { data: string }) => Promise<string>, init: Init & { concurrency: number })
    waitUntilReady (): Promise<unknown>
  }
}

declare module 'ioredis' {
  export class Redis {
    constructor (port: number, host: string)
    lpush (list: string, ...items: Buffer[]): Promise<number>
    blmpopBuffer (timeout: number, lists: 1, list: string, end: 'RIGHT', count: 'COUNT', most: number): Promise<[Buffer, Buffer[]] | null>
  }
}

declare module 'zeromq' {
  export class Push {
    constructor (options: { sendHighWaterMark?: number })
    bind (address: string): Promise<void>
    connect (address: string): void
    send (message: Uint8Array): Promise<void>
  }

  export class Pull implements AsyncIterable<Buffer[]> {
    constructor (options: { receiveHighWaterMark?: number })
    bind (address: string): Promise<void>
    connect (address: string): void
    [Symbol.asyncIterator] (): AsyncIterator<Buffer[], undefined>
  }
}

declare module '@nats-io/transport-node' {
  export interface Connection {
    publish (subject: string, body: Uint8Array): void
    subscribe (subject: string, options: { callback: () => void }): unknown
  }

  export function connect (options: { servers: string }): Promise<Connection>
}

declare module '@nats-io/jetstream' {
  import type { Connection } from '@nats-io/transport-node'

  export const AckPolicy: { Explicit: string }
  export const RetentionPolicy: { Workqueue: string }
  export const StorageType: { File: string, Memory: string }

  export interface Message {
    data: Uint8Array
    ack (): void
  }

  export interface Consumer {
    consume (options: { max_messages: number }): Promise<AsyncIterable<Message>>
  }

  export interface JetStream {
    publish (subject: string, body: Uint8Array): Promise<unknown>
    consumers: { get (stream: string, name: string): Promise<Consumer> }
  }

  export interface Manager {
    streams: { add (init: { name: string, subjects: string[], retention: string, storage: string }): Promise<unknown> }
    consumers: { add (stream: string, init: { durable_name: string, ack_policy: string, max_ack_pending: number }): Promise<unknown> }
  }

  export function jetstream (connection: Connection): JetStream
  export function jetstreamManager (connection: Connection): Promise<Manager>
}
