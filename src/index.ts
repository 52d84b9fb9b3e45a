/**
 * peerq: a task queue between peers.
 *
 * A *coordinator* owns named queues; *clients* put tasks in and take them out, and *workers*
 * are clients that run a handler over a queue. `createCoordinator` starts the one, `connect`
 * the others. Start with the README; docs/protocol.md says what goes over the wire.
 */
import './check-node.ts'

export { client, connect, coordinator, createCoordinator, formatKey, generateKey, pskNoise, readKeyFile, writeKeyFile } from './node/index.ts'
export type {
  ClientOptions, ClientService, ClientServiceInit, ConnectInit, Coordinator, CoordinatorInit, CoordinatorService, CoordinatorServiceInit,
  FarmCoordinatorInit, Key, Keys, Limits, SetKeysOptions, TicketConnectOptions, TicketOptions
} from './node/index.ts'

export { defineQueue } from './client/index.ts'
export type {
  Abortable, AttemptInfo, Backoff, Client, ClientEvents, FailOptions, Gap, GetOptions, Grace, Holder, ItemsOptions, Lease, LeasesOptions, MapOptions,
  PeerInfo, PutManyOptions, PutOptions, Queue, QueueDefinition, QueueOptions, QueueSchemas, QueueStats, RedriveOptions, ReleaseOptions, ReserveOptions,
  RunOptions, SchemaIssue, SchemaResult, Settled, ShutdownOptions, StandardSchema, TaskEvent, TaskHandle, TaskHappening, TaskInfo, TaskOptions,
  TasksOptions, TaskState, WaitOptions
} from './client/index.ts'

export type { Handler, HandlerContext, ProcessOptions, StopOptions, Worker, WorkerEvents, WorkerTask } from './worker/index.ts'
export type { Access, CoordinatorEvents, PeerDetail, RefusalDetail, Role } from './coordinator/index.ts'

export {
  AuthenticationError, ConnectionError, DuplicateIdError, EmptyError, FullError, LeaseLostError, LimitError, PayloadError, PayloadTooLargeError,
  PeerqError, PermissionError, ProtocolError, ResultExpiredError, ShutdownError, StorageError, TaskCancelledError, TaskError, TaskExpiredError,
  TaskFailedError, TimeoutError, UnknownQueueError
} from './errors.ts'
export type { Doubt, DoubtOptions, LeaseLostReason, RemoteFailure, TaskErrorOptions } from './errors.ts'
