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
  FarmCoordinatorInit, GuardLimits, HostComponents, Key, Keys, Limits, PskNoise, PskNoiseComponents, PskNoiseInit, Refusal, RefusalReason,
  ServiceLimits, SetKeysOptions, StopOptions as CoordinatorStopOptions, TicketConnectOptions, TicketOptions
} from './node/index.ts'

export { defineQueue } from './client/index.ts'
export type {
  Abortable, AttemptInfo, Backoff, Client, ClientEvents, FailOptions, Gap, GetOptions, Grace, Holder, InputOf, ItemsOptions, Lease, LeasesOptions,
  MapOptions, OutputOf, PeerInfo, PutManyOptions, PutOptions, Queue, QueueDefinition, QueueOptions, QueueSchemas, QueueStats, RedriveOptions,
  ReleaseOptions, ReserveOptions, RunOptions, SchemaIssue, SchemaResult, Settled, ShutdownOptions, StandardSchema, TaskEvent, TaskHandle,
  TaskHappening, TaskInfo, TaskOptions, TasksOptions, TaskState, WaitOptions
} from './client/index.ts'

export type { Handler, HandlerContext, ProcessOptions, StopOptions, Worker, WorkerEvents, WorkerTask } from './worker/index.ts'
export type {
  Access, CoordinatorEvents, PeerDetail, QueueHappening, RefusalDetail, Role, TaskEventName, TaskHappening as FarmTaskHappening, WatchEvent, WatchOptions
} from './coordinator/index.ts'

export {
  AuthenticationError, ConnectionError, DuplicateIdError, EmptyError, FullError, LeaseLostError, LimitError, PayloadError, PayloadTooLargeError,
  PeerqError, PermissionError, ProtocolError, ResultExpiredError, ShutdownError, StorageError, TaskCancelledError, TaskError, TaskExpiredError,
  TaskFailedError, TimeoutError, UnknownQueueError
} from './errors.ts'
export type { Doubt, DoubtOptions, LeaseLostReason, RemoteFailure, TaskErrorOptions } from './errors.ts'
