// Made by `npm run generate` from src/protocol/peerq.proto: change that, not this.
import type { Codec, DecodeOptions } from 'protons-runtime';
import type { Uint8ArrayList } from 'uint8arraylist';
export interface Frame {
    messages: Message[];
    below: number;
}
export declare namespace Frame {
    const codec: () => Codec<Frame>;
    interface FrameMessagesHelloSessionFieldEvent {
        field: '$.messages[].hello.session';
        value: Uint8Array<ArrayBuffer>;
        index: number;
    }
    interface FrameMessagesHelloNameFieldEvent {
        field: '$.messages[].hello.name';
        value: string;
        index: number;
    }
    interface FrameMessagesHelloResumeFieldEvent {
        field: '$.messages[].hello.resume';
        value: boolean;
        index: number;
    }
    interface FrameMessagesHelloHistoryFieldEvent {
        field: '$.messages[].hello.history';
        value: Uint8Array<ArrayBuffer>;
        index: number;
    }
    interface FrameMessagesHelloHeldFieldEvent {
        field: '$.messages[].hello.held[]';
        index: number;
        value: number;
    }
    interface FrameMessagesRequestNumberFieldEvent {
        field: '$.messages[].request.number';
        value: number;
        index: number;
    }
    interface FrameMessagesRequestQueueFieldEvent {
        field: '$.messages[].request.queue';
        value: string;
        index: number;
    }
    interface FrameMessagesRequestDeclareMaxSizeFieldEvent {
        field: '$.messages[].request.declare.maxSize';
        value: number;
        index: number;
    }
    interface FrameMessagesRequestDeclareOrderFieldEvent {
        field: '$.messages[].request.declare.order';
        value: Declare.Order;
        index: number;
    }
    interface FrameMessagesRequestDeclareLeaseMsFieldEvent {
        field: '$.messages[].request.declare.leaseMs';
        value: number;
        index: number;
    }
    interface FrameMessagesRequestDeclareMaxRunMsFieldEvent {
        field: '$.messages[].request.declare.maxRunMs';
        value: number;
        index: number;
    }
    interface FrameMessagesRequestDeclareMaxAttemptsFieldEvent {
        field: '$.messages[].request.declare.maxAttempts';
        value: number;
        index: number;
    }
    interface FrameMessagesRequestDeclareBackoffTypeFieldEvent {
        field: '$.messages[].request.declare.backoff.type';
        value: Backoff.Type;
        index: number;
    }
    interface FrameMessagesRequestDeclareBackoffDelayFieldEvent {
        field: '$.messages[].request.declare.backoff.delay';
        value: number;
        index: number;
    }
    interface FrameMessagesRequestDeclareBackoffMaxDelayFieldEvent {
        field: '$.messages[].request.declare.backoff.maxDelay';
        value: number;
        index: number;
    }
    interface FrameMessagesRequestDeclareBackoffJitterFieldEvent {
        field: '$.messages[].request.declare.backoff.jitter';
        value: number;
        index: number;
    }
    interface FrameMessagesRequestDeclareResultTtlFieldEvent {
        field: '$.messages[].request.declare.resultTtl';
        value: number;
        index: number;
    }
    interface FrameMessagesRequestDeclareDedupTtlFieldEvent {
        field: '$.messages[].request.declare.dedupTtl';
        value: number;
        index: number;
    }
    interface FrameMessagesRequestDeclareGraceClosedFieldEvent {
        field: '$.messages[].request.declare.graceClosed';
        value: number;
        index: number;
    }
    interface FrameMessagesRequestDeclareGraceSilentFieldEvent {
        field: '$.messages[].request.declare.graceSilent';
        value: number;
        index: number;
    }
    interface FrameMessagesRequestDeclareReopenFieldEvent {
        field: '$.messages[].request.declare.reopen';
        value: boolean;
        index: number;
    }
    interface FrameMessagesRequestPutItemsFieldEvent {
        field: '$.messages[].request.put.items[]';
        index: number;
        value: Uint8Array<ArrayBuffer>;
    }
    interface FrameMessagesRequestPutIdFieldEvent {
        field: '$.messages[].request.put.id';
        value: string;
        index: number;
    }
    interface FrameMessagesRequestPutNoWaitFieldEvent {
        field: '$.messages[].request.put.noWait';
        value: boolean;
        index: number;
    }
    interface FrameMessagesRequestPutTimeoutFieldEvent {
        field: '$.messages[].request.put.timeout';
        value: number;
        index: number;
    }
    interface FrameMessagesRequestPutPriorityFieldEvent {
        field: '$.messages[].request.put.priority';
        value: number;
        index: number;
    }
    interface FrameMessagesRequestPutDelayFieldEvent {
        field: '$.messages[].request.put.delay';
        value: number;
        index: number;
    }
    interface FrameMessagesRequestPutTtlFieldEvent {
        field: '$.messages[].request.put.ttl';
        value: number;
        index: number;
    }
    interface FrameMessagesRequestPutMaxAttemptsFieldEvent {
        field: '$.messages[].request.put.maxAttempts';
        value: number;
        index: number;
    }
    interface FrameMessagesRequestPutLeaseMsFieldEvent {
        field: '$.messages[].request.put.leaseMs';
        value: number;
        index: number;
    }
    interface FrameMessagesRequestPutMaxRunMsFieldEvent {
        field: '$.messages[].request.put.maxRunMs';
        value: number;
        index: number;
    }
    interface FrameMessagesRequestTakeModeFieldEvent {
        field: '$.messages[].request.take.mode';
        value: Mode;
        index: number;
    }
    interface FrameMessagesRequestTakeNoWaitFieldEvent {
        field: '$.messages[].request.take.noWait';
        value: boolean;
        index: number;
    }
    interface FrameMessagesRequestTakeTimeoutFieldEvent {
        field: '$.messages[].request.take.timeout';
        value: number;
        index: number;
    }
    interface FrameMessagesRequestSettleTokenFieldEvent {
        field: '$.messages[].request.settle.token';
        value: number;
        index: number;
    }
    interface FrameMessagesRequestSettleVerbFieldEvent {
        field: '$.messages[].request.settle.verb';
        value: Settle.Verb;
        index: number;
    }
    interface FrameMessagesRequestSettleResultFieldEvent {
        field: '$.messages[].request.settle.result';
        value: Uint8Array<ArrayBuffer>;
        index: number;
    }
    interface FrameMessagesRequestSettleFailureNameFieldEvent {
        field: '$.messages[].request.settle.failure.name';
        value: string;
        index: number;
    }
    interface FrameMessagesRequestSettleFailureMessageFieldEvent {
        field: '$.messages[].request.settle.failure.message';
        value: string;
        index: number;
    }
    interface FrameMessagesRequestSettleFailureStackFieldEvent {
        field: '$.messages[].request.settle.failure.stack';
        value: string;
        index: number;
    }
    interface FrameMessagesRequestSettleFailureWorkerNameFieldEvent {
        field: '$.messages[].request.settle.failure.workerName';
        value: string;
        index: number;
    }
    interface FrameMessagesRequestSettleFailureWorkerPeerIdFieldEvent {
        field: '$.messages[].request.settle.failure.workerPeerId';
        value: string;
        index: number;
    }
    interface FrameMessagesRequestSettleNoRetryFieldEvent {
        field: '$.messages[].request.settle.noRetry';
        value: boolean;
        index: number;
    }
    interface FrameMessagesRequestSettleDelayFieldEvent {
        field: '$.messages[].request.settle.delay';
        value: number;
        index: number;
    }
    interface FrameMessagesRequestConfirmTokensFieldEvent {
        field: '$.messages[].request.confirm.tokens[]';
        index: number;
        value: number;
    }
    interface FrameMessagesRequestExtendTokenFieldEvent {
        field: '$.messages[].request.extend.token';
        value: number;
        index: number;
    }
    interface FrameMessagesRequestExtendMsFieldEvent {
        field: '$.messages[].request.extend.ms';
        value: number;
        index: number;
    }
    interface FrameMessagesRequestCancelTaskFieldEvent {
        field: '$.messages[].request.cancel.task';
        value: string;
        index: number;
    }
    interface FrameMessagesRequestAwaitResultTaskFieldEvent {
        field: '$.messages[].request.awaitResult.task';
        value: string;
        index: number;
    }
    interface FrameMessagesRequestAwaitResultTimeoutFieldEvent {
        field: '$.messages[].request.awaitResult.timeout';
        value: number;
        index: number;
    }
    interface FrameMessagesRequestFollowTaskFieldEvent {
        field: '$.messages[].request.follow.task';
        value: string;
        index: number;
    }
    interface FrameMessagesRequestInspectTaskFieldEvent {
        field: '$.messages[].request.inspect.task';
        value: string;
        index: number;
    }
    interface FrameMessagesRequestAskWhatFieldEvent {
        field: '$.messages[].request.ask.what';
        value: Ask.What;
        index: number;
    }
    interface FrameMessagesRequestJoinTimeoutFieldEvent {
        field: '$.messages[].request.join.timeout';
        value: number;
        index: number;
    }
    interface FrameMessagesRequestShutdownImmediateFieldEvent {
        field: '$.messages[].request.shutdown.immediate';
        value: boolean;
        index: number;
    }
    interface FrameMessagesRequestSetMaxSizeMaxSizeFieldEvent {
        field: '$.messages[].request.setMaxSize.maxSize';
        value: number;
        index: number;
    }
    interface FrameMessagesRequestAdministerVerbFieldEvent {
        field: '$.messages[].request.administer.verb';
        value: Administer.Verb;
        index: number;
    }
    interface FrameMessagesRequestRequeueTaskFieldEvent {
        field: '$.messages[].request.requeue.task';
        value: string;
        index: number;
    }
    interface FrameMessagesRequestRedriveTasksFieldEvent {
        field: '$.messages[].request.redrive.tasks[]';
        index: number;
        value: string;
    }
    interface FrameMessagesRequestRedriveLimitFieldEvent {
        field: '$.messages[].request.redrive.limit';
        value: number;
        index: number;
    }
    interface FrameMessagesRequestListTasksStateFieldEvent {
        field: '$.messages[].request.listTasks.state';
        value: TaskState;
        index: number;
    }
    interface FrameMessagesRequestListTasksHolderFieldEvent {
        field: '$.messages[].request.listTasks.holder';
        value: string;
        index: number;
    }
    interface FrameMessagesRequestListTasksLimitFieldEvent {
        field: '$.messages[].request.listTasks.limit';
        value: number;
        index: number;
    }
    interface FrameMessagesRequestListTasksAfterFieldEvent {
        field: '$.messages[].request.listTasks.after';
        value: string;
        index: number;
    }
    interface FrameMessagesRequestCollectTasksFieldEvent {
        field: '$.messages[].request.collect.tasks[]';
        index: number;
        value: string;
    }
    interface FrameMessagesRequestCompleteManyDoneTokenFieldEvent {
        field: '$.messages[].request.completeMany.done[].token';
        value: number;
        index: number;
    }
    interface FrameMessagesRequestCompleteManyDoneResultFieldEvent {
        field: '$.messages[].request.completeMany.done[].result';
        value: Uint8Array<ArrayBuffer>;
        index: number;
    }
    interface FrameMessagesConsumeConsumerFieldEvent {
        field: '$.messages[].consume.consumer';
        value: number;
        index: number;
    }
    interface FrameMessagesConsumeQueueFieldEvent {
        field: '$.messages[].consume.queue';
        value: string;
        index: number;
    }
    interface FrameMessagesConsumeModeFieldEvent {
        field: '$.messages[].consume.mode';
        value: Mode;
        index: number;
    }
    interface FrameMessagesConsumeConcurrencyFieldEvent {
        field: '$.messages[].consume.concurrency';
        value: number;
        index: number;
    }
    interface FrameMessagesConsumePrefetchFieldEvent {
        field: '$.messages[].consume.prefetch';
        value: number;
        index: number;
    }
    interface FrameMessagesConsumeCloseFieldEvent {
        field: '$.messages[].consume.close';
        value: boolean;
        index: number;
    }
    interface FrameMessagesHeartbeatSequenceFieldEvent {
        field: '$.messages[].heartbeat.sequence';
        value: number;
        index: number;
    }
    interface FrameMessagesHeartbeatTokensFieldEvent {
        field: '$.messages[].heartbeat.tokens[]';
        index: number;
        value: number;
    }
    interface FrameMessagesHeartbeatStartedFieldEvent {
        field: '$.messages[].heartbeat.started[]';
        index: number;
        value: number;
    }
    interface FrameMessagesAbandonNumberFieldEvent {
        field: '$.messages[].abandon.number';
        value: number;
        index: number;
    }
    interface FrameMessagesProgressTokenFieldEvent {
        field: '$.messages[].progress.token';
        value: number;
        index: number;
    }
    interface FrameMessagesProgressValueFieldEvent {
        field: '$.messages[].progress.value';
        value: Uint8Array<ArrayBuffer>;
        index: number;
    }
    interface FrameMessagesWelcomeHistoryFieldEvent {
        field: '$.messages[].welcome.history';
        value: Uint8Array<ArrayBuffer>;
        index: number;
    }
    interface FrameMessagesWelcomeResumedFieldEvent {
        field: '$.messages[].welcome.resumed';
        value: boolean;
        index: number;
    }
    interface FrameMessagesWelcomeVoidedFieldEvent {
        field: '$.messages[].welcome.voided[]';
        index: number;
        value: number;
    }
    interface FrameMessagesWelcomeHeartbeatMsFieldEvent {
        field: '$.messages[].welcome.heartbeatMs';
        value: number;
        index: number;
    }
    interface FrameMessagesWelcomeSilentMsFieldEvent {
        field: '$.messages[].welcome.silentMs';
        value: number;
        index: number;
    }
    interface FrameMessagesWelcomeMaxFrameBytesFieldEvent {
        field: '$.messages[].welcome.maxFrameBytes';
        value: number;
        index: number;
    }
    interface FrameMessagesWelcomeMaxPayloadBytesFieldEvent {
        field: '$.messages[].welcome.maxPayloadBytes';
        value: number;
        index: number;
    }
    interface FrameMessagesWelcomeMaxRequestsFieldEvent {
        field: '$.messages[].welcome.maxRequests';
        value: number;
        index: number;
    }
    interface FrameMessagesWelcomeMaxWaitersFieldEvent {
        field: '$.messages[].welcome.maxWaiters';
        value: number;
        index: number;
    }
    interface FrameMessagesWelcomeKeyNameFieldEvent {
        field: '$.messages[].welcome.keyName';
        value: string;
        index: number;
    }
    interface FrameMessagesReplyNumberFieldEvent {
        field: '$.messages[].reply.number';
        value: number;
        index: number;
    }
    interface FrameMessagesReplyStatusFieldEvent {
        field: '$.messages[].reply.status';
        value: Status;
        index: number;
    }
    interface FrameMessagesReplyMessageFieldEvent {
        field: '$.messages[].reply.message';
        value: string;
        index: number;
    }
    interface FrameMessagesReplyThroughFieldEvent {
        field: '$.messages[].reply.through';
        value: number;
        index: number;
    }
    interface FrameMessagesReplyFlagFieldEvent {
        field: '$.messages[].reply.flag';
        value: boolean;
        index: number;
    }
    interface FrameMessagesReplyCountFieldEvent {
        field: '$.messages[].reply.count';
        value: number;
        index: number;
    }
    interface FrameMessagesReplyPayloadFieldEvent {
        field: '$.messages[].reply.payload';
        value: Uint8Array<ArrayBuffer>;
        index: number;
    }
    interface FrameMessagesReplyGrantConsumerFieldEvent {
        field: '$.messages[].reply.grant.consumer';
        value: number;
        index: number;
    }
    interface FrameMessagesReplyGrantTokenFieldEvent {
        field: '$.messages[].reply.grant.token';
        value: number;
        index: number;
    }
    interface FrameMessagesReplyGrantTaskFieldEvent {
        field: '$.messages[].reply.grant.task';
        value: string;
        index: number;
    }
    interface FrameMessagesReplyGrantItemFieldEvent {
        field: '$.messages[].reply.grant.item';
        value: Uint8Array<ArrayBuffer>;
        index: number;
    }
    interface FrameMessagesReplyGrantAttemptFieldEvent {
        field: '$.messages[].reply.grant.attempt';
        value: number;
        index: number;
    }
    interface FrameMessagesReplyGrantLeaseMsFieldEvent {
        field: '$.messages[].reply.grant.leaseMs';
        value: number;
        index: number;
    }
    interface FrameMessagesReplyGrantMaxRunMsFieldEvent {
        field: '$.messages[].reply.grant.maxRunMs';
        value: number;
        index: number;
    }
    interface FrameMessagesReplyGrantHeartbeatFieldEvent {
        field: '$.messages[].reply.grant.heartbeat';
        value: number;
        index: number;
    }
    interface FrameMessagesReplyFailureNameFieldEvent {
        field: '$.messages[].reply.failure.name';
        value: string;
        index: number;
    }
    interface FrameMessagesReplyFailureMessageFieldEvent {
        field: '$.messages[].reply.failure.message';
        value: string;
        index: number;
    }
    interface FrameMessagesReplyFailureStackFieldEvent {
        field: '$.messages[].reply.failure.stack';
        value: string;
        index: number;
    }
    interface FrameMessagesReplyFailureWorkerNameFieldEvent {
        field: '$.messages[].reply.failure.workerName';
        value: string;
        index: number;
    }
    interface FrameMessagesReplyFailureWorkerPeerIdFieldEvent {
        field: '$.messages[].reply.failure.workerPeerId';
        value: string;
        index: number;
    }
    interface FrameMessagesReplyReasonFieldEvent {
        field: '$.messages[].reply.reason';
        value: LostReason;
        index: number;
    }
    interface FrameMessagesReplyStatsReadyFieldEvent {
        field: '$.messages[].reply.stats.ready';
        value: number;
        index: number;
    }
    interface FrameMessagesReplyStatsDelayedFieldEvent {
        field: '$.messages[].reply.stats.delayed';
        value: number;
        index: number;
    }
    interface FrameMessagesReplyStatsLeasedFieldEvent {
        field: '$.messages[].reply.stats.leased';
        value: number;
        index: number;
    }
    interface FrameMessagesReplyStatsDeadFieldEvent {
        field: '$.messages[].reply.stats.dead';
        value: number;
        index: number;
    }
    interface FrameMessagesReplyStatsPutFieldEvent {
        field: '$.messages[].reply.stats.put';
        value: number;
        index: number;
    }
    interface FrameMessagesReplyStatsDoneFieldEvent {
        field: '$.messages[].reply.stats.done';
        value: number;
        index: number;
    }
    interface FrameMessagesReplyStatsTakenFieldEvent {
        field: '$.messages[].reply.stats.taken';
        value: number;
        index: number;
    }
    interface FrameMessagesReplyStatsCancelledFieldEvent {
        field: '$.messages[].reply.stats.cancelled';
        value: number;
        index: number;
    }
    interface FrameMessagesReplyStatsExpiredFieldEvent {
        field: '$.messages[].reply.stats.expired';
        value: number;
        index: number;
    }
    interface FrameMessagesReplyStatsDroppedFieldEvent {
        field: '$.messages[].reply.stats.dropped';
        value: number;
        index: number;
    }
    interface FrameMessagesReplyStatsEvictedFieldEvent {
        field: '$.messages[].reply.stats.evicted';
        value: number;
        index: number;
    }
    interface FrameMessagesReplyStatsUnfinishedFieldEvent {
        field: '$.messages[].reply.stats.unfinished';
        value: number;
        index: number;
    }
    interface FrameMessagesReplyStatsGettersFieldEvent {
        field: '$.messages[].reply.stats.getters';
        value: number;
        index: number;
    }
    interface FrameMessagesReplyStatsPuttersFieldEvent {
        field: '$.messages[].reply.stats.putters';
        value: number;
        index: number;
    }
    interface FrameMessagesReplyStatsOldestReadyMsFieldEvent {
        field: '$.messages[].reply.stats.oldestReadyMs';
        value: number;
        index: number;
    }
    interface FrameMessagesReplyStatsLongestLeaseMsFieldEvent {
        field: '$.messages[].reply.stats.longestLeaseMs';
        value: number;
        index: number;
    }
    interface FrameMessagesReplyStatsMaxSizeFieldEvent {
        field: '$.messages[].reply.stats.maxSize';
        value: number;
        index: number;
    }
    interface FrameMessagesReplyStatsPausedFieldEvent {
        field: '$.messages[].reply.stats.paused';
        value: boolean;
        index: number;
    }
    interface FrameMessagesReplyStatsShutdownFieldEvent {
        field: '$.messages[].reply.stats.shutdown';
        value: boolean;
        index: number;
    }
    interface FrameMessagesReplyStatsPutRateFieldEvent {
        field: '$.messages[].reply.stats.putRate';
        value: number;
        index: number;
    }
    interface FrameMessagesReplyStatsDoneRateFieldEvent {
        field: '$.messages[].reply.stats.doneRate';
        value: number;
        index: number;
    }
    interface FrameMessagesReplyTasksIdFieldEvent {
        field: '$.messages[].reply.tasks[].id';
        value: string;
        index: number;
    }
    interface FrameMessagesReplyTasksStateFieldEvent {
        field: '$.messages[].reply.tasks[].state';
        value: TaskState;
        index: number;
    }
    interface FrameMessagesReplyTasksPriorityFieldEvent {
        field: '$.messages[].reply.tasks[].priority';
        value: number;
        index: number;
    }
    interface FrameMessagesReplyTasksAttemptsFieldEvent {
        field: '$.messages[].reply.tasks[].attempts';
        value: number;
        index: number;
    }
    interface FrameMessagesReplyTasksMaxAttemptsFieldEvent {
        field: '$.messages[].reply.tasks[].maxAttempts';
        value: number;
        index: number;
    }
    interface FrameMessagesReplyTasksAgeMsFieldEvent {
        field: '$.messages[].reply.tasks[].ageMs';
        value: number;
        index: number;
    }
    interface FrameMessagesReplyTasksStateMsFieldEvent {
        field: '$.messages[].reply.tasks[].stateMs';
        value: number;
        index: number;
    }
    interface FrameMessagesReplyTasksHolderPeerFieldEvent {
        field: '$.messages[].reply.tasks[].holderPeer';
        value: string;
        index: number;
    }
    interface FrameMessagesReplyTasksHolderNameFieldEvent {
        field: '$.messages[].reply.tasks[].holderName';
        value: string;
        index: number;
    }
    interface FrameMessagesReplyTasksTokenFieldEvent {
        field: '$.messages[].reply.tasks[].token';
        value: number;
        index: number;
    }
    interface FrameMessagesReplyTasksItemBytesFieldEvent {
        field: '$.messages[].reply.tasks[].itemBytes';
        value: number;
        index: number;
    }
    interface FrameMessagesReplyTasksHistoryAttemptFieldEvent {
        field: '$.messages[].reply.tasks[].history[].attempt';
        value: number;
        index: number;
    }
    interface FrameMessagesReplyTasksHistoryPeerFieldEvent {
        field: '$.messages[].reply.tasks[].history[].peer';
        value: string;
        index: number;
    }
    interface FrameMessagesReplyTasksHistoryNameFieldEvent {
        field: '$.messages[].reply.tasks[].history[].name';
        value: string;
        index: number;
    }
    interface FrameMessagesReplyTasksHistoryOutcomeFieldEvent {
        field: '$.messages[].reply.tasks[].history[].outcome';
        value: string;
        index: number;
    }
    interface FrameMessagesReplyTasksHistoryErrorFieldEvent {
        field: '$.messages[].reply.tasks[].history[].error';
        value: string;
        index: number;
    }
    interface FrameMessagesReplyTasksHistoryEndedMsAgoFieldEvent {
        field: '$.messages[].reply.tasks[].history[].endedMsAgo';
        value: number;
        index: number;
    }
    interface FrameMessagesReplyTasksProgressFieldEvent {
        field: '$.messages[].reply.tasks[].progress';
        value: Uint8Array<ArrayBuffer>;
        index: number;
    }
    interface FrameMessagesReplyPeersPeerFieldEvent {
        field: '$.messages[].reply.peers[].peer';
        value: string;
        index: number;
    }
    interface FrameMessagesReplyPeersNameFieldEvent {
        field: '$.messages[].reply.peers[].name';
        value: string;
        index: number;
    }
    interface FrameMessagesReplyPeersKeyNameFieldEvent {
        field: '$.messages[].reply.peers[].keyName';
        value: string;
        index: number;
    }
    interface FrameMessagesReplyPeersConnectedFieldEvent {
        field: '$.messages[].reply.peers[].connected';
        value: boolean;
        index: number;
    }
    interface FrameMessagesReplyPeersSinceMsFieldEvent {
        field: '$.messages[].reply.peers[].sinceMs';
        value: number;
        index: number;
    }
    interface FrameMessagesReplyPeersLeasesFieldEvent {
        field: '$.messages[].reply.peers[].leases';
        value: number;
        index: number;
    }
    interface FrameMessagesReplyPeersConsumersFieldEvent {
        field: '$.messages[].reply.peers[].consumers';
        value: number;
        index: number;
    }
    interface FrameMessagesReplyQueuesFieldEvent {
        field: '$.messages[].reply.queues[]';
        index: number;
        value: string;
    }
    interface FrameMessagesReplyLostTokenFieldEvent {
        field: '$.messages[].reply.lost[].token';
        value: number;
        index: number;
    }
    interface FrameMessagesReplyLostReasonFieldEvent {
        field: '$.messages[].reply.lost[].reason';
        value: LostReason;
        index: number;
    }
    interface FrameMessagesGrantConsumerFieldEvent {
        field: '$.messages[].grant.consumer';
        value: number;
        index: number;
    }
    interface FrameMessagesGrantTokenFieldEvent {
        field: '$.messages[].grant.token';
        value: number;
        index: number;
    }
    interface FrameMessagesGrantTaskFieldEvent {
        field: '$.messages[].grant.task';
        value: string;
        index: number;
    }
    interface FrameMessagesGrantItemFieldEvent {
        field: '$.messages[].grant.item';
        value: Uint8Array<ArrayBuffer>;
        index: number;
    }
    interface FrameMessagesGrantAttemptFieldEvent {
        field: '$.messages[].grant.attempt';
        value: number;
        index: number;
    }
    interface FrameMessagesGrantLeaseMsFieldEvent {
        field: '$.messages[].grant.leaseMs';
        value: number;
        index: number;
    }
    interface FrameMessagesGrantMaxRunMsFieldEvent {
        field: '$.messages[].grant.maxRunMs';
        value: number;
        index: number;
    }
    interface FrameMessagesGrantHeartbeatFieldEvent {
        field: '$.messages[].grant.heartbeat';
        value: number;
        index: number;
    }
    interface FrameMessagesRevokeTokenFieldEvent {
        field: '$.messages[].revoke.token';
        value: number;
        index: number;
    }
    interface FrameMessagesRevokeReasonFieldEvent {
        field: '$.messages[].revoke.reason';
        value: LostReason;
        index: number;
    }
    interface FrameMessagesHeartbeatAnswerSequenceFieldEvent {
        field: '$.messages[].heartbeatAnswer.sequence';
        value: number;
        index: number;
    }
    interface FrameMessagesHeartbeatAnswerRefusedFieldEvent {
        field: '$.messages[].heartbeatAnswer.refused[]';
        index: number;
        value: number;
    }
    interface FrameMessagesConsumerEndConsumerFieldEvent {
        field: '$.messages[].consumerEnd.consumer';
        value: number;
        index: number;
    }
    interface FrameMessagesConsumerEndStatusFieldEvent {
        field: '$.messages[].consumerEnd.status';
        value: Status;
        index: number;
    }
    interface FrameMessagesConsumerEndMessageFieldEvent {
        field: '$.messages[].consumerEnd.message';
        value: string;
        index: number;
    }
    interface FrameMessagesUpdateNumberFieldEvent {
        field: '$.messages[].update.number';
        value: number;
        index: number;
    }
    interface FrameMessagesUpdateValueFieldEvent {
        field: '$.messages[].update.value';
        value: Uint8Array<ArrayBuffer>;
        index: number;
    }
    interface FrameMessagesUpdateEventsTypeFieldEvent {
        field: '$.messages[].update.events[].type';
        value: string;
        index: number;
    }
    interface FrameMessagesUpdateEventsTaskFieldEvent {
        field: '$.messages[].update.events[].task';
        value: string;
        index: number;
    }
    interface FrameMessagesUpdateEventsPeerFieldEvent {
        field: '$.messages[].update.events[].peer';
        value: string;
        index: number;
    }
    interface FrameMessagesUpdateEventsNameFieldEvent {
        field: '$.messages[].update.events[].name';
        value: string;
        index: number;
    }
    interface FrameMessagesUpdateEventsAttemptFieldEvent {
        field: '$.messages[].update.events[].attempt';
        value: number;
        index: number;
    }
    interface FrameMessagesUpdateGapFieldEvent {
        field: '$.messages[].update.gap';
        value: boolean;
        index: number;
    }
    interface FrameMessagesOutcomeNumberFieldEvent {
        field: '$.messages[].outcome.number';
        value: number;
        index: number;
    }
    interface FrameMessagesOutcomeIndexFieldEvent {
        field: '$.messages[].outcome.index';
        value: number;
        index: number;
    }
    interface FrameMessagesOutcomeStatusFieldEvent {
        field: '$.messages[].outcome.status';
        value: Status;
        index: number;
    }
    interface FrameMessagesOutcomePayloadFieldEvent {
        field: '$.messages[].outcome.payload';
        value: Uint8Array<ArrayBuffer>;
        index: number;
    }
    interface FrameMessagesOutcomeFailureNameFieldEvent {
        field: '$.messages[].outcome.failure.name';
        value: string;
        index: number;
    }
    interface FrameMessagesOutcomeFailureMessageFieldEvent {
        field: '$.messages[].outcome.failure.message';
        value: string;
        index: number;
    }
    interface FrameMessagesOutcomeFailureStackFieldEvent {
        field: '$.messages[].outcome.failure.stack';
        value: string;
        index: number;
    }
    interface FrameMessagesOutcomeFailureWorkerNameFieldEvent {
        field: '$.messages[].outcome.failure.workerName';
        value: string;
        index: number;
    }
    interface FrameMessagesOutcomeFailureWorkerPeerIdFieldEvent {
        field: '$.messages[].outcome.failure.workerPeerId';
        value: string;
        index: number;
    }
    interface FrameMessagesGoodbyeReasonFieldEvent {
        field: '$.messages[].goodbye.reason';
        value: Goodbye.Reason;
        index: number;
    }
    interface FrameMessagesGoodbyeStatusFieldEvent {
        field: '$.messages[].goodbye.status';
        value: Status;
        index: number;
    }
    interface FrameMessagesGoodbyeMessageFieldEvent {
        field: '$.messages[].goodbye.message';
        value: string;
        index: number;
    }
    interface FrameMessagesChunkDataFieldEvent {
        field: '$.messages[].chunk.data';
        value: Uint8Array<ArrayBuffer>;
        index: number;
    }
    interface FrameMessagesChunkLastFieldEvent {
        field: '$.messages[].chunk.last';
        value: boolean;
        index: number;
    }
    interface FrameBelowFieldEvent {
        field: '$.below';
        value: number;
    }
    function encode(obj: Partial<Frame>): Uint8Array<ArrayBuffer>;
    function decode(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Frame>): Frame;
    function stream(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Frame>): Generator<FrameMessagesHelloSessionFieldEvent | FrameMessagesHelloNameFieldEvent | FrameMessagesHelloResumeFieldEvent | FrameMessagesHelloHistoryFieldEvent | FrameMessagesHelloHeldFieldEvent | FrameMessagesRequestNumberFieldEvent | FrameMessagesRequestQueueFieldEvent | FrameMessagesRequestDeclareMaxSizeFieldEvent | FrameMessagesRequestDeclareOrderFieldEvent | FrameMessagesRequestDeclareLeaseMsFieldEvent | FrameMessagesRequestDeclareMaxRunMsFieldEvent | FrameMessagesRequestDeclareMaxAttemptsFieldEvent | FrameMessagesRequestDeclareBackoffTypeFieldEvent | FrameMessagesRequestDeclareBackoffDelayFieldEvent | FrameMessagesRequestDeclareBackoffMaxDelayFieldEvent | FrameMessagesRequestDeclareBackoffJitterFieldEvent | FrameMessagesRequestDeclareResultTtlFieldEvent | FrameMessagesRequestDeclareDedupTtlFieldEvent | FrameMessagesRequestDeclareGraceClosedFieldEvent | FrameMessagesRequestDeclareGraceSilentFieldEvent | FrameMessagesRequestDeclareReopenFieldEvent | FrameMessagesRequestPutItemsFieldEvent | FrameMessagesRequestPutIdFieldEvent | FrameMessagesRequestPutNoWaitFieldEvent | FrameMessagesRequestPutTimeoutFieldEvent | FrameMessagesRequestPutPriorityFieldEvent | FrameMessagesRequestPutDelayFieldEvent | FrameMessagesRequestPutTtlFieldEvent | FrameMessagesRequestPutMaxAttemptsFieldEvent | FrameMessagesRequestPutLeaseMsFieldEvent | FrameMessagesRequestPutMaxRunMsFieldEvent | FrameMessagesRequestTakeModeFieldEvent | FrameMessagesRequestTakeNoWaitFieldEvent | FrameMessagesRequestTakeTimeoutFieldEvent | FrameMessagesRequestSettleTokenFieldEvent | FrameMessagesRequestSettleVerbFieldEvent | FrameMessagesRequestSettleResultFieldEvent | FrameMessagesRequestSettleFailureNameFieldEvent | FrameMessagesRequestSettleFailureMessageFieldEvent | FrameMessagesRequestSettleFailureStackFieldEvent | FrameMessagesRequestSettleFailureWorkerNameFieldEvent | FrameMessagesRequestSettleFailureWorkerPeerIdFieldEvent | FrameMessagesRequestSettleNoRetryFieldEvent | FrameMessagesRequestSettleDelayFieldEvent | FrameMessagesRequestConfirmTokensFieldEvent | FrameMessagesRequestExtendTokenFieldEvent | FrameMessagesRequestExtendMsFieldEvent | FrameMessagesRequestCancelTaskFieldEvent | FrameMessagesRequestAwaitResultTaskFieldEvent | FrameMessagesRequestAwaitResultTimeoutFieldEvent | FrameMessagesRequestFollowTaskFieldEvent | FrameMessagesRequestInspectTaskFieldEvent | FrameMessagesRequestAskWhatFieldEvent | FrameMessagesRequestJoinTimeoutFieldEvent | FrameMessagesRequestShutdownImmediateFieldEvent | FrameMessagesRequestSetMaxSizeMaxSizeFieldEvent | FrameMessagesRequestAdministerVerbFieldEvent | FrameMessagesRequestRequeueTaskFieldEvent | FrameMessagesRequestRedriveTasksFieldEvent | FrameMessagesRequestRedriveLimitFieldEvent | FrameMessagesRequestListTasksStateFieldEvent | FrameMessagesRequestListTasksHolderFieldEvent | FrameMessagesRequestListTasksLimitFieldEvent | FrameMessagesRequestListTasksAfterFieldEvent | FrameMessagesRequestCollectTasksFieldEvent | FrameMessagesRequestCompleteManyDoneTokenFieldEvent | FrameMessagesRequestCompleteManyDoneResultFieldEvent | FrameMessagesConsumeConsumerFieldEvent | FrameMessagesConsumeQueueFieldEvent | FrameMessagesConsumeModeFieldEvent | FrameMessagesConsumeConcurrencyFieldEvent | FrameMessagesConsumePrefetchFieldEvent | FrameMessagesConsumeCloseFieldEvent | FrameMessagesHeartbeatSequenceFieldEvent | FrameMessagesHeartbeatTokensFieldEvent | FrameMessagesHeartbeatStartedFieldEvent | FrameMessagesAbandonNumberFieldEvent | FrameMessagesProgressTokenFieldEvent | FrameMessagesProgressValueFieldEvent | FrameMessagesWelcomeHistoryFieldEvent | FrameMessagesWelcomeResumedFieldEvent | FrameMessagesWelcomeVoidedFieldEvent | FrameMessagesWelcomeHeartbeatMsFieldEvent | FrameMessagesWelcomeSilentMsFieldEvent | FrameMessagesWelcomeMaxFrameBytesFieldEvent | FrameMessagesWelcomeMaxPayloadBytesFieldEvent | FrameMessagesWelcomeMaxRequestsFieldEvent | FrameMessagesWelcomeMaxWaitersFieldEvent | FrameMessagesWelcomeKeyNameFieldEvent | FrameMessagesReplyNumberFieldEvent | FrameMessagesReplyStatusFieldEvent | FrameMessagesReplyMessageFieldEvent | FrameMessagesReplyThroughFieldEvent | FrameMessagesReplyFlagFieldEvent | FrameMessagesReplyCountFieldEvent | FrameMessagesReplyPayloadFieldEvent | FrameMessagesReplyGrantConsumerFieldEvent | FrameMessagesReplyGrantTokenFieldEvent | FrameMessagesReplyGrantTaskFieldEvent | FrameMessagesReplyGrantItemFieldEvent | FrameMessagesReplyGrantAttemptFieldEvent | FrameMessagesReplyGrantLeaseMsFieldEvent | FrameMessagesReplyGrantMaxRunMsFieldEvent | FrameMessagesReplyGrantHeartbeatFieldEvent | FrameMessagesReplyFailureNameFieldEvent | FrameMessagesReplyFailureMessageFieldEvent | FrameMessagesReplyFailureStackFieldEvent | FrameMessagesReplyFailureWorkerNameFieldEvent | FrameMessagesReplyFailureWorkerPeerIdFieldEvent | FrameMessagesReplyReasonFieldEvent | FrameMessagesReplyStatsReadyFieldEvent | FrameMessagesReplyStatsDelayedFieldEvent | FrameMessagesReplyStatsLeasedFieldEvent | FrameMessagesReplyStatsDeadFieldEvent | FrameMessagesReplyStatsPutFieldEvent | FrameMessagesReplyStatsDoneFieldEvent | FrameMessagesReplyStatsTakenFieldEvent | FrameMessagesReplyStatsCancelledFieldEvent | FrameMessagesReplyStatsExpiredFieldEvent | FrameMessagesReplyStatsDroppedFieldEvent | FrameMessagesReplyStatsEvictedFieldEvent | FrameMessagesReplyStatsUnfinishedFieldEvent | FrameMessagesReplyStatsGettersFieldEvent | FrameMessagesReplyStatsPuttersFieldEvent | FrameMessagesReplyStatsOldestReadyMsFieldEvent | FrameMessagesReplyStatsLongestLeaseMsFieldEvent | FrameMessagesReplyStatsMaxSizeFieldEvent | FrameMessagesReplyStatsPausedFieldEvent | FrameMessagesReplyStatsShutdownFieldEvent | FrameMessagesReplyStatsPutRateFieldEvent | FrameMessagesReplyStatsDoneRateFieldEvent | FrameMessagesReplyTasksIdFieldEvent | FrameMessagesReplyTasksStateFieldEvent | FrameMessagesReplyTasksPriorityFieldEvent | FrameMessagesReplyTasksAttemptsFieldEvent | FrameMessagesReplyTasksMaxAttemptsFieldEvent | FrameMessagesReplyTasksAgeMsFieldEvent | FrameMessagesReplyTasksStateMsFieldEvent | FrameMessagesReplyTasksHolderPeerFieldEvent | FrameMessagesReplyTasksHolderNameFieldEvent | FrameMessagesReplyTasksTokenFieldEvent | FrameMessagesReplyTasksItemBytesFieldEvent | FrameMessagesReplyTasksHistoryAttemptFieldEvent | FrameMessagesReplyTasksHistoryPeerFieldEvent | FrameMessagesReplyTasksHistoryNameFieldEvent | FrameMessagesReplyTasksHistoryOutcomeFieldEvent | FrameMessagesReplyTasksHistoryErrorFieldEvent | FrameMessagesReplyTasksHistoryEndedMsAgoFieldEvent | FrameMessagesReplyTasksProgressFieldEvent | FrameMessagesReplyPeersPeerFieldEvent | FrameMessagesReplyPeersNameFieldEvent | FrameMessagesReplyPeersKeyNameFieldEvent | FrameMessagesReplyPeersConnectedFieldEvent | FrameMessagesReplyPeersSinceMsFieldEvent | FrameMessagesReplyPeersLeasesFieldEvent | FrameMessagesReplyPeersConsumersFieldEvent | FrameMessagesReplyQueuesFieldEvent | FrameMessagesReplyLostTokenFieldEvent | FrameMessagesReplyLostReasonFieldEvent | FrameMessagesGrantConsumerFieldEvent | FrameMessagesGrantTokenFieldEvent | FrameMessagesGrantTaskFieldEvent | FrameMessagesGrantItemFieldEvent | FrameMessagesGrantAttemptFieldEvent | FrameMessagesGrantLeaseMsFieldEvent | FrameMessagesGrantMaxRunMsFieldEvent | FrameMessagesGrantHeartbeatFieldEvent | FrameMessagesRevokeTokenFieldEvent | FrameMessagesRevokeReasonFieldEvent | FrameMessagesHeartbeatAnswerSequenceFieldEvent | FrameMessagesHeartbeatAnswerRefusedFieldEvent | FrameMessagesConsumerEndConsumerFieldEvent | FrameMessagesConsumerEndStatusFieldEvent | FrameMessagesConsumerEndMessageFieldEvent | FrameMessagesUpdateNumberFieldEvent | FrameMessagesUpdateValueFieldEvent | FrameMessagesUpdateEventsTypeFieldEvent | FrameMessagesUpdateEventsTaskFieldEvent | FrameMessagesUpdateEventsPeerFieldEvent | FrameMessagesUpdateEventsNameFieldEvent | FrameMessagesUpdateEventsAttemptFieldEvent | FrameMessagesUpdateGapFieldEvent | FrameMessagesOutcomeNumberFieldEvent | FrameMessagesOutcomeIndexFieldEvent | FrameMessagesOutcomeStatusFieldEvent | FrameMessagesOutcomePayloadFieldEvent | FrameMessagesOutcomeFailureNameFieldEvent | FrameMessagesOutcomeFailureMessageFieldEvent | FrameMessagesOutcomeFailureStackFieldEvent | FrameMessagesOutcomeFailureWorkerNameFieldEvent | FrameMessagesOutcomeFailureWorkerPeerIdFieldEvent | FrameMessagesGoodbyeReasonFieldEvent | FrameMessagesGoodbyeStatusFieldEvent | FrameMessagesGoodbyeMessageFieldEvent | FrameMessagesChunkDataFieldEvent | FrameMessagesChunkLastFieldEvent | FrameBelowFieldEvent>;
}
export interface Message {
    hello?: Hello;
    request?: Request;
    consume?: Consume;
    heartbeat?: Heartbeat;
    abandon?: Abandon;
    progress?: Progress;
    welcome?: Welcome;
    reply?: Reply;
    grant?: Grant;
    revoke?: Revoke;
    heartbeatAnswer?: HeartbeatAnswer;
    consumerEnd?: ConsumerEnd;
    update?: Update;
    outcome?: Outcome;
    goodbye?: Goodbye;
    chunk?: Chunk;
}
export declare namespace Message {
    const codec: () => Codec<Message>;
    interface MessageHelloSessionFieldEvent {
        field: '$.hello.session';
        value: Uint8Array<ArrayBuffer>;
    }
    interface MessageHelloNameFieldEvent {
        field: '$.hello.name';
        value: string;
    }
    interface MessageHelloResumeFieldEvent {
        field: '$.hello.resume';
        value: boolean;
    }
    interface MessageHelloHistoryFieldEvent {
        field: '$.hello.history';
        value: Uint8Array<ArrayBuffer>;
    }
    interface MessageHelloHeldFieldEvent {
        field: '$.hello.held[]';
        index: number;
        value: number;
    }
    interface MessageRequestNumberFieldEvent {
        field: '$.request.number';
        value: number;
    }
    interface MessageRequestQueueFieldEvent {
        field: '$.request.queue';
        value: string;
    }
    interface MessageRequestDeclareMaxSizeFieldEvent {
        field: '$.request.declare.maxSize';
        value: number;
    }
    interface MessageRequestDeclareOrderFieldEvent {
        field: '$.request.declare.order';
        value: Declare.Order;
    }
    interface MessageRequestDeclareLeaseMsFieldEvent {
        field: '$.request.declare.leaseMs';
        value: number;
    }
    interface MessageRequestDeclareMaxRunMsFieldEvent {
        field: '$.request.declare.maxRunMs';
        value: number;
    }
    interface MessageRequestDeclareMaxAttemptsFieldEvent {
        field: '$.request.declare.maxAttempts';
        value: number;
    }
    interface MessageRequestDeclareBackoffTypeFieldEvent {
        field: '$.request.declare.backoff.type';
        value: Backoff.Type;
    }
    interface MessageRequestDeclareBackoffDelayFieldEvent {
        field: '$.request.declare.backoff.delay';
        value: number;
    }
    interface MessageRequestDeclareBackoffMaxDelayFieldEvent {
        field: '$.request.declare.backoff.maxDelay';
        value: number;
    }
    interface MessageRequestDeclareBackoffJitterFieldEvent {
        field: '$.request.declare.backoff.jitter';
        value: number;
    }
    interface MessageRequestDeclareResultTtlFieldEvent {
        field: '$.request.declare.resultTtl';
        value: number;
    }
    interface MessageRequestDeclareDedupTtlFieldEvent {
        field: '$.request.declare.dedupTtl';
        value: number;
    }
    interface MessageRequestDeclareGraceClosedFieldEvent {
        field: '$.request.declare.graceClosed';
        value: number;
    }
    interface MessageRequestDeclareGraceSilentFieldEvent {
        field: '$.request.declare.graceSilent';
        value: number;
    }
    interface MessageRequestDeclareReopenFieldEvent {
        field: '$.request.declare.reopen';
        value: boolean;
    }
    interface MessageRequestPutItemsFieldEvent {
        field: '$.request.put.items[]';
        index: number;
        value: Uint8Array<ArrayBuffer>;
    }
    interface MessageRequestPutIdFieldEvent {
        field: '$.request.put.id';
        value: string;
    }
    interface MessageRequestPutNoWaitFieldEvent {
        field: '$.request.put.noWait';
        value: boolean;
    }
    interface MessageRequestPutTimeoutFieldEvent {
        field: '$.request.put.timeout';
        value: number;
    }
    interface MessageRequestPutPriorityFieldEvent {
        field: '$.request.put.priority';
        value: number;
    }
    interface MessageRequestPutDelayFieldEvent {
        field: '$.request.put.delay';
        value: number;
    }
    interface MessageRequestPutTtlFieldEvent {
        field: '$.request.put.ttl';
        value: number;
    }
    interface MessageRequestPutMaxAttemptsFieldEvent {
        field: '$.request.put.maxAttempts';
        value: number;
    }
    interface MessageRequestPutLeaseMsFieldEvent {
        field: '$.request.put.leaseMs';
        value: number;
    }
    interface MessageRequestPutMaxRunMsFieldEvent {
        field: '$.request.put.maxRunMs';
        value: number;
    }
    interface MessageRequestTakeModeFieldEvent {
        field: '$.request.take.mode';
        value: Mode;
    }
    interface MessageRequestTakeNoWaitFieldEvent {
        field: '$.request.take.noWait';
        value: boolean;
    }
    interface MessageRequestTakeTimeoutFieldEvent {
        field: '$.request.take.timeout';
        value: number;
    }
    interface MessageRequestSettleTokenFieldEvent {
        field: '$.request.settle.token';
        value: number;
    }
    interface MessageRequestSettleVerbFieldEvent {
        field: '$.request.settle.verb';
        value: Settle.Verb;
    }
    interface MessageRequestSettleResultFieldEvent {
        field: '$.request.settle.result';
        value: Uint8Array<ArrayBuffer>;
    }
    interface MessageRequestSettleFailureNameFieldEvent {
        field: '$.request.settle.failure.name';
        value: string;
    }
    interface MessageRequestSettleFailureMessageFieldEvent {
        field: '$.request.settle.failure.message';
        value: string;
    }
    interface MessageRequestSettleFailureStackFieldEvent {
        field: '$.request.settle.failure.stack';
        value: string;
    }
    interface MessageRequestSettleFailureWorkerNameFieldEvent {
        field: '$.request.settle.failure.workerName';
        value: string;
    }
    interface MessageRequestSettleFailureWorkerPeerIdFieldEvent {
        field: '$.request.settle.failure.workerPeerId';
        value: string;
    }
    interface MessageRequestSettleNoRetryFieldEvent {
        field: '$.request.settle.noRetry';
        value: boolean;
    }
    interface MessageRequestSettleDelayFieldEvent {
        field: '$.request.settle.delay';
        value: number;
    }
    interface MessageRequestConfirmTokensFieldEvent {
        field: '$.request.confirm.tokens[]';
        index: number;
        value: number;
    }
    interface MessageRequestExtendTokenFieldEvent {
        field: '$.request.extend.token';
        value: number;
    }
    interface MessageRequestExtendMsFieldEvent {
        field: '$.request.extend.ms';
        value: number;
    }
    interface MessageRequestCancelTaskFieldEvent {
        field: '$.request.cancel.task';
        value: string;
    }
    interface MessageRequestAwaitResultTaskFieldEvent {
        field: '$.request.awaitResult.task';
        value: string;
    }
    interface MessageRequestAwaitResultTimeoutFieldEvent {
        field: '$.request.awaitResult.timeout';
        value: number;
    }
    interface MessageRequestFollowTaskFieldEvent {
        field: '$.request.follow.task';
        value: string;
    }
    interface MessageRequestInspectTaskFieldEvent {
        field: '$.request.inspect.task';
        value: string;
    }
    interface MessageRequestAskWhatFieldEvent {
        field: '$.request.ask.what';
        value: Ask.What;
    }
    interface MessageRequestJoinTimeoutFieldEvent {
        field: '$.request.join.timeout';
        value: number;
    }
    interface MessageRequestShutdownImmediateFieldEvent {
        field: '$.request.shutdown.immediate';
        value: boolean;
    }
    interface MessageRequestSetMaxSizeMaxSizeFieldEvent {
        field: '$.request.setMaxSize.maxSize';
        value: number;
    }
    interface MessageRequestAdministerVerbFieldEvent {
        field: '$.request.administer.verb';
        value: Administer.Verb;
    }
    interface MessageRequestRequeueTaskFieldEvent {
        field: '$.request.requeue.task';
        value: string;
    }
    interface MessageRequestRedriveTasksFieldEvent {
        field: '$.request.redrive.tasks[]';
        index: number;
        value: string;
    }
    interface MessageRequestRedriveLimitFieldEvent {
        field: '$.request.redrive.limit';
        value: number;
    }
    interface MessageRequestListTasksStateFieldEvent {
        field: '$.request.listTasks.state';
        value: TaskState;
    }
    interface MessageRequestListTasksHolderFieldEvent {
        field: '$.request.listTasks.holder';
        value: string;
    }
    interface MessageRequestListTasksLimitFieldEvent {
        field: '$.request.listTasks.limit';
        value: number;
    }
    interface MessageRequestListTasksAfterFieldEvent {
        field: '$.request.listTasks.after';
        value: string;
    }
    interface MessageRequestCollectTasksFieldEvent {
        field: '$.request.collect.tasks[]';
        index: number;
        value: string;
    }
    interface MessageRequestCompleteManyDoneTokenFieldEvent {
        field: '$.request.completeMany.done[].token';
        value: number;
        index: number;
    }
    interface MessageRequestCompleteManyDoneResultFieldEvent {
        field: '$.request.completeMany.done[].result';
        value: Uint8Array<ArrayBuffer>;
        index: number;
    }
    interface MessageConsumeConsumerFieldEvent {
        field: '$.consume.consumer';
        value: number;
    }
    interface MessageConsumeQueueFieldEvent {
        field: '$.consume.queue';
        value: string;
    }
    interface MessageConsumeModeFieldEvent {
        field: '$.consume.mode';
        value: Mode;
    }
    interface MessageConsumeConcurrencyFieldEvent {
        field: '$.consume.concurrency';
        value: number;
    }
    interface MessageConsumePrefetchFieldEvent {
        field: '$.consume.prefetch';
        value: number;
    }
    interface MessageConsumeCloseFieldEvent {
        field: '$.consume.close';
        value: boolean;
    }
    interface MessageHeartbeatSequenceFieldEvent {
        field: '$.heartbeat.sequence';
        value: number;
    }
    interface MessageHeartbeatTokensFieldEvent {
        field: '$.heartbeat.tokens[]';
        index: number;
        value: number;
    }
    interface MessageHeartbeatStartedFieldEvent {
        field: '$.heartbeat.started[]';
        index: number;
        value: number;
    }
    interface MessageAbandonNumberFieldEvent {
        field: '$.abandon.number';
        value: number;
    }
    interface MessageProgressTokenFieldEvent {
        field: '$.progress.token';
        value: number;
    }
    interface MessageProgressValueFieldEvent {
        field: '$.progress.value';
        value: Uint8Array<ArrayBuffer>;
    }
    interface MessageWelcomeHistoryFieldEvent {
        field: '$.welcome.history';
        value: Uint8Array<ArrayBuffer>;
    }
    interface MessageWelcomeResumedFieldEvent {
        field: '$.welcome.resumed';
        value: boolean;
    }
    interface MessageWelcomeVoidedFieldEvent {
        field: '$.welcome.voided[]';
        index: number;
        value: number;
    }
    interface MessageWelcomeHeartbeatMsFieldEvent {
        field: '$.welcome.heartbeatMs';
        value: number;
    }
    interface MessageWelcomeSilentMsFieldEvent {
        field: '$.welcome.silentMs';
        value: number;
    }
    interface MessageWelcomeMaxFrameBytesFieldEvent {
        field: '$.welcome.maxFrameBytes';
        value: number;
    }
    interface MessageWelcomeMaxPayloadBytesFieldEvent {
        field: '$.welcome.maxPayloadBytes';
        value: number;
    }
    interface MessageWelcomeMaxRequestsFieldEvent {
        field: '$.welcome.maxRequests';
        value: number;
    }
    interface MessageWelcomeMaxWaitersFieldEvent {
        field: '$.welcome.maxWaiters';
        value: number;
    }
    interface MessageWelcomeKeyNameFieldEvent {
        field: '$.welcome.keyName';
        value: string;
    }
    interface MessageReplyNumberFieldEvent {
        field: '$.reply.number';
        value: number;
    }
    interface MessageReplyStatusFieldEvent {
        field: '$.reply.status';
        value: Status;
    }
    interface MessageReplyMessageFieldEvent {
        field: '$.reply.message';
        value: string;
    }
    interface MessageReplyThroughFieldEvent {
        field: '$.reply.through';
        value: number;
    }
    interface MessageReplyFlagFieldEvent {
        field: '$.reply.flag';
        value: boolean;
    }
    interface MessageReplyCountFieldEvent {
        field: '$.reply.count';
        value: number;
    }
    interface MessageReplyPayloadFieldEvent {
        field: '$.reply.payload';
        value: Uint8Array<ArrayBuffer>;
    }
    interface MessageReplyGrantConsumerFieldEvent {
        field: '$.reply.grant.consumer';
        value: number;
    }
    interface MessageReplyGrantTokenFieldEvent {
        field: '$.reply.grant.token';
        value: number;
    }
    interface MessageReplyGrantTaskFieldEvent {
        field: '$.reply.grant.task';
        value: string;
    }
    interface MessageReplyGrantItemFieldEvent {
        field: '$.reply.grant.item';
        value: Uint8Array<ArrayBuffer>;
    }
    interface MessageReplyGrantAttemptFieldEvent {
        field: '$.reply.grant.attempt';
        value: number;
    }
    interface MessageReplyGrantLeaseMsFieldEvent {
        field: '$.reply.grant.leaseMs';
        value: number;
    }
    interface MessageReplyGrantMaxRunMsFieldEvent {
        field: '$.reply.grant.maxRunMs';
        value: number;
    }
    interface MessageReplyGrantHeartbeatFieldEvent {
        field: '$.reply.grant.heartbeat';
        value: number;
    }
    interface MessageReplyFailureNameFieldEvent {
        field: '$.reply.failure.name';
        value: string;
    }
    interface MessageReplyFailureMessageFieldEvent {
        field: '$.reply.failure.message';
        value: string;
    }
    interface MessageReplyFailureStackFieldEvent {
        field: '$.reply.failure.stack';
        value: string;
    }
    interface MessageReplyFailureWorkerNameFieldEvent {
        field: '$.reply.failure.workerName';
        value: string;
    }
    interface MessageReplyFailureWorkerPeerIdFieldEvent {
        field: '$.reply.failure.workerPeerId';
        value: string;
    }
    interface MessageReplyReasonFieldEvent {
        field: '$.reply.reason';
        value: LostReason;
    }
    interface MessageReplyStatsReadyFieldEvent {
        field: '$.reply.stats.ready';
        value: number;
    }
    interface MessageReplyStatsDelayedFieldEvent {
        field: '$.reply.stats.delayed';
        value: number;
    }
    interface MessageReplyStatsLeasedFieldEvent {
        field: '$.reply.stats.leased';
        value: number;
    }
    interface MessageReplyStatsDeadFieldEvent {
        field: '$.reply.stats.dead';
        value: number;
    }
    interface MessageReplyStatsPutFieldEvent {
        field: '$.reply.stats.put';
        value: number;
    }
    interface MessageReplyStatsDoneFieldEvent {
        field: '$.reply.stats.done';
        value: number;
    }
    interface MessageReplyStatsTakenFieldEvent {
        field: '$.reply.stats.taken';
        value: number;
    }
    interface MessageReplyStatsCancelledFieldEvent {
        field: '$.reply.stats.cancelled';
        value: number;
    }
    interface MessageReplyStatsExpiredFieldEvent {
        field: '$.reply.stats.expired';
        value: number;
    }
    interface MessageReplyStatsDroppedFieldEvent {
        field: '$.reply.stats.dropped';
        value: number;
    }
    interface MessageReplyStatsEvictedFieldEvent {
        field: '$.reply.stats.evicted';
        value: number;
    }
    interface MessageReplyStatsUnfinishedFieldEvent {
        field: '$.reply.stats.unfinished';
        value: number;
    }
    interface MessageReplyStatsGettersFieldEvent {
        field: '$.reply.stats.getters';
        value: number;
    }
    interface MessageReplyStatsPuttersFieldEvent {
        field: '$.reply.stats.putters';
        value: number;
    }
    interface MessageReplyStatsOldestReadyMsFieldEvent {
        field: '$.reply.stats.oldestReadyMs';
        value: number;
    }
    interface MessageReplyStatsLongestLeaseMsFieldEvent {
        field: '$.reply.stats.longestLeaseMs';
        value: number;
    }
    interface MessageReplyStatsMaxSizeFieldEvent {
        field: '$.reply.stats.maxSize';
        value: number;
    }
    interface MessageReplyStatsPausedFieldEvent {
        field: '$.reply.stats.paused';
        value: boolean;
    }
    interface MessageReplyStatsShutdownFieldEvent {
        field: '$.reply.stats.shutdown';
        value: boolean;
    }
    interface MessageReplyStatsPutRateFieldEvent {
        field: '$.reply.stats.putRate';
        value: number;
    }
    interface MessageReplyStatsDoneRateFieldEvent {
        field: '$.reply.stats.doneRate';
        value: number;
    }
    interface MessageReplyTasksIdFieldEvent {
        field: '$.reply.tasks[].id';
        value: string;
        index: number;
    }
    interface MessageReplyTasksStateFieldEvent {
        field: '$.reply.tasks[].state';
        value: TaskState;
        index: number;
    }
    interface MessageReplyTasksPriorityFieldEvent {
        field: '$.reply.tasks[].priority';
        value: number;
        index: number;
    }
    interface MessageReplyTasksAttemptsFieldEvent {
        field: '$.reply.tasks[].attempts';
        value: number;
        index: number;
    }
    interface MessageReplyTasksMaxAttemptsFieldEvent {
        field: '$.reply.tasks[].maxAttempts';
        value: number;
        index: number;
    }
    interface MessageReplyTasksAgeMsFieldEvent {
        field: '$.reply.tasks[].ageMs';
        value: number;
        index: number;
    }
    interface MessageReplyTasksStateMsFieldEvent {
        field: '$.reply.tasks[].stateMs';
        value: number;
        index: number;
    }
    interface MessageReplyTasksHolderPeerFieldEvent {
        field: '$.reply.tasks[].holderPeer';
        value: string;
        index: number;
    }
    interface MessageReplyTasksHolderNameFieldEvent {
        field: '$.reply.tasks[].holderName';
        value: string;
        index: number;
    }
    interface MessageReplyTasksTokenFieldEvent {
        field: '$.reply.tasks[].token';
        value: number;
        index: number;
    }
    interface MessageReplyTasksItemBytesFieldEvent {
        field: '$.reply.tasks[].itemBytes';
        value: number;
        index: number;
    }
    interface MessageReplyTasksHistoryAttemptFieldEvent {
        field: '$.reply.tasks[].history[].attempt';
        value: number;
        index: number;
    }
    interface MessageReplyTasksHistoryPeerFieldEvent {
        field: '$.reply.tasks[].history[].peer';
        value: string;
        index: number;
    }
    interface MessageReplyTasksHistoryNameFieldEvent {
        field: '$.reply.tasks[].history[].name';
        value: string;
        index: number;
    }
    interface MessageReplyTasksHistoryOutcomeFieldEvent {
        field: '$.reply.tasks[].history[].outcome';
        value: string;
        index: number;
    }
    interface MessageReplyTasksHistoryErrorFieldEvent {
        field: '$.reply.tasks[].history[].error';
        value: string;
        index: number;
    }
    interface MessageReplyTasksHistoryEndedMsAgoFieldEvent {
        field: '$.reply.tasks[].history[].endedMsAgo';
        value: number;
        index: number;
    }
    interface MessageReplyTasksProgressFieldEvent {
        field: '$.reply.tasks[].progress';
        value: Uint8Array<ArrayBuffer>;
        index: number;
    }
    interface MessageReplyPeersPeerFieldEvent {
        field: '$.reply.peers[].peer';
        value: string;
        index: number;
    }
    interface MessageReplyPeersNameFieldEvent {
        field: '$.reply.peers[].name';
        value: string;
        index: number;
    }
    interface MessageReplyPeersKeyNameFieldEvent {
        field: '$.reply.peers[].keyName';
        value: string;
        index: number;
    }
    interface MessageReplyPeersConnectedFieldEvent {
        field: '$.reply.peers[].connected';
        value: boolean;
        index: number;
    }
    interface MessageReplyPeersSinceMsFieldEvent {
        field: '$.reply.peers[].sinceMs';
        value: number;
        index: number;
    }
    interface MessageReplyPeersLeasesFieldEvent {
        field: '$.reply.peers[].leases';
        value: number;
        index: number;
    }
    interface MessageReplyPeersConsumersFieldEvent {
        field: '$.reply.peers[].consumers';
        value: number;
        index: number;
    }
    interface MessageReplyQueuesFieldEvent {
        field: '$.reply.queues[]';
        index: number;
        value: string;
    }
    interface MessageReplyLostTokenFieldEvent {
        field: '$.reply.lost[].token';
        value: number;
        index: number;
    }
    interface MessageReplyLostReasonFieldEvent {
        field: '$.reply.lost[].reason';
        value: LostReason;
        index: number;
    }
    interface MessageGrantConsumerFieldEvent {
        field: '$.grant.consumer';
        value: number;
    }
    interface MessageGrantTokenFieldEvent {
        field: '$.grant.token';
        value: number;
    }
    interface MessageGrantTaskFieldEvent {
        field: '$.grant.task';
        value: string;
    }
    interface MessageGrantItemFieldEvent {
        field: '$.grant.item';
        value: Uint8Array<ArrayBuffer>;
    }
    interface MessageGrantAttemptFieldEvent {
        field: '$.grant.attempt';
        value: number;
    }
    interface MessageGrantLeaseMsFieldEvent {
        field: '$.grant.leaseMs';
        value: number;
    }
    interface MessageGrantMaxRunMsFieldEvent {
        field: '$.grant.maxRunMs';
        value: number;
    }
    interface MessageGrantHeartbeatFieldEvent {
        field: '$.grant.heartbeat';
        value: number;
    }
    interface MessageRevokeTokenFieldEvent {
        field: '$.revoke.token';
        value: number;
    }
    interface MessageRevokeReasonFieldEvent {
        field: '$.revoke.reason';
        value: LostReason;
    }
    interface MessageHeartbeatAnswerSequenceFieldEvent {
        field: '$.heartbeatAnswer.sequence';
        value: number;
    }
    interface MessageHeartbeatAnswerRefusedFieldEvent {
        field: '$.heartbeatAnswer.refused[]';
        index: number;
        value: number;
    }
    interface MessageConsumerEndConsumerFieldEvent {
        field: '$.consumerEnd.consumer';
        value: number;
    }
    interface MessageConsumerEndStatusFieldEvent {
        field: '$.consumerEnd.status';
        value: Status;
    }
    interface MessageConsumerEndMessageFieldEvent {
        field: '$.consumerEnd.message';
        value: string;
    }
    interface MessageUpdateNumberFieldEvent {
        field: '$.update.number';
        value: number;
    }
    interface MessageUpdateValueFieldEvent {
        field: '$.update.value';
        value: Uint8Array<ArrayBuffer>;
    }
    interface MessageUpdateEventsTypeFieldEvent {
        field: '$.update.events[].type';
        value: string;
        index: number;
    }
    interface MessageUpdateEventsTaskFieldEvent {
        field: '$.update.events[].task';
        value: string;
        index: number;
    }
    interface MessageUpdateEventsPeerFieldEvent {
        field: '$.update.events[].peer';
        value: string;
        index: number;
    }
    interface MessageUpdateEventsNameFieldEvent {
        field: '$.update.events[].name';
        value: string;
        index: number;
    }
    interface MessageUpdateEventsAttemptFieldEvent {
        field: '$.update.events[].attempt';
        value: number;
        index: number;
    }
    interface MessageUpdateGapFieldEvent {
        field: '$.update.gap';
        value: boolean;
    }
    interface MessageOutcomeNumberFieldEvent {
        field: '$.outcome.number';
        value: number;
    }
    interface MessageOutcomeIndexFieldEvent {
        field: '$.outcome.index';
        value: number;
    }
    interface MessageOutcomeStatusFieldEvent {
        field: '$.outcome.status';
        value: Status;
    }
    interface MessageOutcomePayloadFieldEvent {
        field: '$.outcome.payload';
        value: Uint8Array<ArrayBuffer>;
    }
    interface MessageOutcomeFailureNameFieldEvent {
        field: '$.outcome.failure.name';
        value: string;
    }
    interface MessageOutcomeFailureMessageFieldEvent {
        field: '$.outcome.failure.message';
        value: string;
    }
    interface MessageOutcomeFailureStackFieldEvent {
        field: '$.outcome.failure.stack';
        value: string;
    }
    interface MessageOutcomeFailureWorkerNameFieldEvent {
        field: '$.outcome.failure.workerName';
        value: string;
    }
    interface MessageOutcomeFailureWorkerPeerIdFieldEvent {
        field: '$.outcome.failure.workerPeerId';
        value: string;
    }
    interface MessageGoodbyeReasonFieldEvent {
        field: '$.goodbye.reason';
        value: Goodbye.Reason;
    }
    interface MessageGoodbyeStatusFieldEvent {
        field: '$.goodbye.status';
        value: Status;
    }
    interface MessageGoodbyeMessageFieldEvent {
        field: '$.goodbye.message';
        value: string;
    }
    interface MessageChunkDataFieldEvent {
        field: '$.chunk.data';
        value: Uint8Array<ArrayBuffer>;
    }
    interface MessageChunkLastFieldEvent {
        field: '$.chunk.last';
        value: boolean;
    }
    function encode(obj: Partial<Message>): Uint8Array<ArrayBuffer>;
    function decode(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Message>): Message;
    function stream(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Message>): Generator<MessageHelloSessionFieldEvent | MessageHelloNameFieldEvent | MessageHelloResumeFieldEvent | MessageHelloHistoryFieldEvent | MessageHelloHeldFieldEvent | MessageRequestNumberFieldEvent | MessageRequestQueueFieldEvent | MessageRequestDeclareMaxSizeFieldEvent | MessageRequestDeclareOrderFieldEvent | MessageRequestDeclareLeaseMsFieldEvent | MessageRequestDeclareMaxRunMsFieldEvent | MessageRequestDeclareMaxAttemptsFieldEvent | MessageRequestDeclareBackoffTypeFieldEvent | MessageRequestDeclareBackoffDelayFieldEvent | MessageRequestDeclareBackoffMaxDelayFieldEvent | MessageRequestDeclareBackoffJitterFieldEvent | MessageRequestDeclareResultTtlFieldEvent | MessageRequestDeclareDedupTtlFieldEvent | MessageRequestDeclareGraceClosedFieldEvent | MessageRequestDeclareGraceSilentFieldEvent | MessageRequestDeclareReopenFieldEvent | MessageRequestPutItemsFieldEvent | MessageRequestPutIdFieldEvent | MessageRequestPutNoWaitFieldEvent | MessageRequestPutTimeoutFieldEvent | MessageRequestPutPriorityFieldEvent | MessageRequestPutDelayFieldEvent | MessageRequestPutTtlFieldEvent | MessageRequestPutMaxAttemptsFieldEvent | MessageRequestPutLeaseMsFieldEvent | MessageRequestPutMaxRunMsFieldEvent | MessageRequestTakeModeFieldEvent | MessageRequestTakeNoWaitFieldEvent | MessageRequestTakeTimeoutFieldEvent | MessageRequestSettleTokenFieldEvent | MessageRequestSettleVerbFieldEvent | MessageRequestSettleResultFieldEvent | MessageRequestSettleFailureNameFieldEvent | MessageRequestSettleFailureMessageFieldEvent | MessageRequestSettleFailureStackFieldEvent | MessageRequestSettleFailureWorkerNameFieldEvent | MessageRequestSettleFailureWorkerPeerIdFieldEvent | MessageRequestSettleNoRetryFieldEvent | MessageRequestSettleDelayFieldEvent | MessageRequestConfirmTokensFieldEvent | MessageRequestExtendTokenFieldEvent | MessageRequestExtendMsFieldEvent | MessageRequestCancelTaskFieldEvent | MessageRequestAwaitResultTaskFieldEvent | MessageRequestAwaitResultTimeoutFieldEvent | MessageRequestFollowTaskFieldEvent | MessageRequestInspectTaskFieldEvent | MessageRequestAskWhatFieldEvent | MessageRequestJoinTimeoutFieldEvent | MessageRequestShutdownImmediateFieldEvent | MessageRequestSetMaxSizeMaxSizeFieldEvent | MessageRequestAdministerVerbFieldEvent | MessageRequestRequeueTaskFieldEvent | MessageRequestRedriveTasksFieldEvent | MessageRequestRedriveLimitFieldEvent | MessageRequestListTasksStateFieldEvent | MessageRequestListTasksHolderFieldEvent | MessageRequestListTasksLimitFieldEvent | MessageRequestListTasksAfterFieldEvent | MessageRequestCollectTasksFieldEvent | MessageRequestCompleteManyDoneTokenFieldEvent | MessageRequestCompleteManyDoneResultFieldEvent | MessageConsumeConsumerFieldEvent | MessageConsumeQueueFieldEvent | MessageConsumeModeFieldEvent | MessageConsumeConcurrencyFieldEvent | MessageConsumePrefetchFieldEvent | MessageConsumeCloseFieldEvent | MessageHeartbeatSequenceFieldEvent | MessageHeartbeatTokensFieldEvent | MessageHeartbeatStartedFieldEvent | MessageAbandonNumberFieldEvent | MessageProgressTokenFieldEvent | MessageProgressValueFieldEvent | MessageWelcomeHistoryFieldEvent | MessageWelcomeResumedFieldEvent | MessageWelcomeVoidedFieldEvent | MessageWelcomeHeartbeatMsFieldEvent | MessageWelcomeSilentMsFieldEvent | MessageWelcomeMaxFrameBytesFieldEvent | MessageWelcomeMaxPayloadBytesFieldEvent | MessageWelcomeMaxRequestsFieldEvent | MessageWelcomeMaxWaitersFieldEvent | MessageWelcomeKeyNameFieldEvent | MessageReplyNumberFieldEvent | MessageReplyStatusFieldEvent | MessageReplyMessageFieldEvent | MessageReplyThroughFieldEvent | MessageReplyFlagFieldEvent | MessageReplyCountFieldEvent | MessageReplyPayloadFieldEvent | MessageReplyGrantConsumerFieldEvent | MessageReplyGrantTokenFieldEvent | MessageReplyGrantTaskFieldEvent | MessageReplyGrantItemFieldEvent | MessageReplyGrantAttemptFieldEvent | MessageReplyGrantLeaseMsFieldEvent | MessageReplyGrantMaxRunMsFieldEvent | MessageReplyGrantHeartbeatFieldEvent | MessageReplyFailureNameFieldEvent | MessageReplyFailureMessageFieldEvent | MessageReplyFailureStackFieldEvent | MessageReplyFailureWorkerNameFieldEvent | MessageReplyFailureWorkerPeerIdFieldEvent | MessageReplyReasonFieldEvent | MessageReplyStatsReadyFieldEvent | MessageReplyStatsDelayedFieldEvent | MessageReplyStatsLeasedFieldEvent | MessageReplyStatsDeadFieldEvent | MessageReplyStatsPutFieldEvent | MessageReplyStatsDoneFieldEvent | MessageReplyStatsTakenFieldEvent | MessageReplyStatsCancelledFieldEvent | MessageReplyStatsExpiredFieldEvent | MessageReplyStatsDroppedFieldEvent | MessageReplyStatsEvictedFieldEvent | MessageReplyStatsUnfinishedFieldEvent | MessageReplyStatsGettersFieldEvent | MessageReplyStatsPuttersFieldEvent | MessageReplyStatsOldestReadyMsFieldEvent | MessageReplyStatsLongestLeaseMsFieldEvent | MessageReplyStatsMaxSizeFieldEvent | MessageReplyStatsPausedFieldEvent | MessageReplyStatsShutdownFieldEvent | MessageReplyStatsPutRateFieldEvent | MessageReplyStatsDoneRateFieldEvent | MessageReplyTasksIdFieldEvent | MessageReplyTasksStateFieldEvent | MessageReplyTasksPriorityFieldEvent | MessageReplyTasksAttemptsFieldEvent | MessageReplyTasksMaxAttemptsFieldEvent | MessageReplyTasksAgeMsFieldEvent | MessageReplyTasksStateMsFieldEvent | MessageReplyTasksHolderPeerFieldEvent | MessageReplyTasksHolderNameFieldEvent | MessageReplyTasksTokenFieldEvent | MessageReplyTasksItemBytesFieldEvent | MessageReplyTasksHistoryAttemptFieldEvent | MessageReplyTasksHistoryPeerFieldEvent | MessageReplyTasksHistoryNameFieldEvent | MessageReplyTasksHistoryOutcomeFieldEvent | MessageReplyTasksHistoryErrorFieldEvent | MessageReplyTasksHistoryEndedMsAgoFieldEvent | MessageReplyTasksProgressFieldEvent | MessageReplyPeersPeerFieldEvent | MessageReplyPeersNameFieldEvent | MessageReplyPeersKeyNameFieldEvent | MessageReplyPeersConnectedFieldEvent | MessageReplyPeersSinceMsFieldEvent | MessageReplyPeersLeasesFieldEvent | MessageReplyPeersConsumersFieldEvent | MessageReplyQueuesFieldEvent | MessageReplyLostTokenFieldEvent | MessageReplyLostReasonFieldEvent | MessageGrantConsumerFieldEvent | MessageGrantTokenFieldEvent | MessageGrantTaskFieldEvent | MessageGrantItemFieldEvent | MessageGrantAttemptFieldEvent | MessageGrantLeaseMsFieldEvent | MessageGrantMaxRunMsFieldEvent | MessageGrantHeartbeatFieldEvent | MessageRevokeTokenFieldEvent | MessageRevokeReasonFieldEvent | MessageHeartbeatAnswerSequenceFieldEvent | MessageHeartbeatAnswerRefusedFieldEvent | MessageConsumerEndConsumerFieldEvent | MessageConsumerEndStatusFieldEvent | MessageConsumerEndMessageFieldEvent | MessageUpdateNumberFieldEvent | MessageUpdateValueFieldEvent | MessageUpdateEventsTypeFieldEvent | MessageUpdateEventsTaskFieldEvent | MessageUpdateEventsPeerFieldEvent | MessageUpdateEventsNameFieldEvent | MessageUpdateEventsAttemptFieldEvent | MessageUpdateGapFieldEvent | MessageOutcomeNumberFieldEvent | MessageOutcomeIndexFieldEvent | MessageOutcomeStatusFieldEvent | MessageOutcomePayloadFieldEvent | MessageOutcomeFailureNameFieldEvent | MessageOutcomeFailureMessageFieldEvent | MessageOutcomeFailureStackFieldEvent | MessageOutcomeFailureWorkerNameFieldEvent | MessageOutcomeFailureWorkerPeerIdFieldEvent | MessageGoodbyeReasonFieldEvent | MessageGoodbyeStatusFieldEvent | MessageGoodbyeMessageFieldEvent | MessageChunkDataFieldEvent | MessageChunkLastFieldEvent>;
}
export interface Hello {
    session: Uint8Array<ArrayBuffer>;
    name: string;
    resume: boolean;
    history: Uint8Array<ArrayBuffer>;
    held: number[];
}
export declare namespace Hello {
    const codec: () => Codec<Hello>;
    interface HelloSessionFieldEvent {
        field: '$.session';
        value: Uint8Array<ArrayBuffer>;
    }
    interface HelloNameFieldEvent {
        field: '$.name';
        value: string;
    }
    interface HelloResumeFieldEvent {
        field: '$.resume';
        value: boolean;
    }
    interface HelloHistoryFieldEvent {
        field: '$.history';
        value: Uint8Array<ArrayBuffer>;
    }
    interface HelloHeldFieldEvent {
        field: '$.held[]';
        index: number;
        value: number;
    }
    function encode(obj: Partial<Hello>): Uint8Array<ArrayBuffer>;
    function decode(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Hello>): Hello;
    function stream(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Hello>): Generator<HelloSessionFieldEvent | HelloNameFieldEvent | HelloResumeFieldEvent | HelloHistoryFieldEvent | HelloHeldFieldEvent>;
}
export interface Welcome {
    history: Uint8Array<ArrayBuffer>;
    resumed: boolean;
    voided: number[];
    heartbeatMs: number;
    silentMs: number;
    maxFrameBytes: number;
    maxPayloadBytes: number;
    maxRequests: number;
    maxWaiters: number;
    keyName: string;
}
export declare namespace Welcome {
    const codec: () => Codec<Welcome>;
    interface WelcomeHistoryFieldEvent {
        field: '$.history';
        value: Uint8Array<ArrayBuffer>;
    }
    interface WelcomeResumedFieldEvent {
        field: '$.resumed';
        value: boolean;
    }
    interface WelcomeVoidedFieldEvent {
        field: '$.voided[]';
        index: number;
        value: number;
    }
    interface WelcomeHeartbeatMsFieldEvent {
        field: '$.heartbeatMs';
        value: number;
    }
    interface WelcomeSilentMsFieldEvent {
        field: '$.silentMs';
        value: number;
    }
    interface WelcomeMaxFrameBytesFieldEvent {
        field: '$.maxFrameBytes';
        value: number;
    }
    interface WelcomeMaxPayloadBytesFieldEvent {
        field: '$.maxPayloadBytes';
        value: number;
    }
    interface WelcomeMaxRequestsFieldEvent {
        field: '$.maxRequests';
        value: number;
    }
    interface WelcomeMaxWaitersFieldEvent {
        field: '$.maxWaiters';
        value: number;
    }
    interface WelcomeKeyNameFieldEvent {
        field: '$.keyName';
        value: string;
    }
    function encode(obj: Partial<Welcome>): Uint8Array<ArrayBuffer>;
    function decode(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Welcome>): Welcome;
    function stream(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Welcome>): Generator<WelcomeHistoryFieldEvent | WelcomeResumedFieldEvent | WelcomeVoidedFieldEvent | WelcomeHeartbeatMsFieldEvent | WelcomeSilentMsFieldEvent | WelcomeMaxFrameBytesFieldEvent | WelcomeMaxPayloadBytesFieldEvent | WelcomeMaxRequestsFieldEvent | WelcomeMaxWaitersFieldEvent | WelcomeKeyNameFieldEvent>;
}
export interface Heartbeat {
    sequence: number;
    tokens: number[];
    started: number[];
}
export declare namespace Heartbeat {
    const codec: () => Codec<Heartbeat>;
    interface HeartbeatSequenceFieldEvent {
        field: '$.sequence';
        value: number;
    }
    interface HeartbeatTokensFieldEvent {
        field: '$.tokens[]';
        index: number;
        value: number;
    }
    interface HeartbeatStartedFieldEvent {
        field: '$.started[]';
        index: number;
        value: number;
    }
    function encode(obj: Partial<Heartbeat>): Uint8Array<ArrayBuffer>;
    function decode(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Heartbeat>): Heartbeat;
    function stream(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Heartbeat>): Generator<HeartbeatSequenceFieldEvent | HeartbeatTokensFieldEvent | HeartbeatStartedFieldEvent>;
}
export interface HeartbeatAnswer {
    sequence: number;
    refused: number[];
}
export declare namespace HeartbeatAnswer {
    const codec: () => Codec<HeartbeatAnswer>;
    interface HeartbeatAnswerSequenceFieldEvent {
        field: '$.sequence';
        value: number;
    }
    interface HeartbeatAnswerRefusedFieldEvent {
        field: '$.refused[]';
        index: number;
        value: number;
    }
    function encode(obj: Partial<HeartbeatAnswer>): Uint8Array<ArrayBuffer>;
    function decode(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<HeartbeatAnswer>): HeartbeatAnswer;
    function stream(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<HeartbeatAnswer>): Generator<HeartbeatAnswerSequenceFieldEvent | HeartbeatAnswerRefusedFieldEvent>;
}
export interface Goodbye {
    reason: Goodbye.Reason;
    status: Status;
    message: string;
}
export declare namespace Goodbye {
    enum Reason {
        DONE = "DONE",
        FOR_GOOD = "FOR_GOOD",
        BACK_SOON = "BACK_SOON",
        REFUSED = "REFUSED",
        ANSWER = "ANSWER",
        REPLACED = "REPLACED"
    }
    namespace Reason {
        const codec: () => Codec<Reason>;
    }
    const codec: () => Codec<Goodbye>;
    interface GoodbyeReasonFieldEvent {
        field: '$.reason';
        value: Goodbye.Reason;
    }
    interface GoodbyeStatusFieldEvent {
        field: '$.status';
        value: Status;
    }
    interface GoodbyeMessageFieldEvent {
        field: '$.message';
        value: string;
    }
    function encode(obj: Partial<Goodbye>): Uint8Array<ArrayBuffer>;
    function decode(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Goodbye>): Goodbye;
    function stream(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Goodbye>): Generator<GoodbyeReasonFieldEvent | GoodbyeStatusFieldEvent | GoodbyeMessageFieldEvent>;
}
export interface Chunk {
    data: Uint8Array<ArrayBuffer>;
    last: boolean;
}
export declare namespace Chunk {
    const codec: () => Codec<Chunk>;
    interface ChunkDataFieldEvent {
        field: '$.data';
        value: Uint8Array<ArrayBuffer>;
    }
    interface ChunkLastFieldEvent {
        field: '$.last';
        value: boolean;
    }
    function encode(obj: Partial<Chunk>): Uint8Array<ArrayBuffer>;
    function decode(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Chunk>): Chunk;
    function stream(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Chunk>): Generator<ChunkDataFieldEvent | ChunkLastFieldEvent>;
}
export interface Request {
    number: number;
    queue: string;
    declare?: Declare;
    put?: Put;
    take?: Take;
    settle?: Settle;
    confirm?: Confirm;
    extend?: Extend;
    cancel?: Cancel;
    awaitResult?: AwaitResult;
    follow?: Follow;
    inspect?: Inspect;
    ask?: Ask;
    taskDone?: TaskDone;
    join?: Join;
    shutdown?: Shutdown;
    setMaxSize?: SetMaxSize;
    administer?: Administer;
    requeue?: Requeue;
    redrive?: Redrive;
    listTasks?: ListTasks;
    getStats?: GetStats;
    watch?: Watch;
    listPeers?: ListPeers;
    listQueues?: ListQueues;
    collect?: Collect;
    completeMany?: CompleteMany;
}
export declare namespace Request {
    const codec: () => Codec<Request>;
    interface RequestNumberFieldEvent {
        field: '$.number';
        value: number;
    }
    interface RequestQueueFieldEvent {
        field: '$.queue';
        value: string;
    }
    interface RequestDeclareMaxSizeFieldEvent {
        field: '$.declare.maxSize';
        value: number;
    }
    interface RequestDeclareOrderFieldEvent {
        field: '$.declare.order';
        value: Declare.Order;
    }
    interface RequestDeclareLeaseMsFieldEvent {
        field: '$.declare.leaseMs';
        value: number;
    }
    interface RequestDeclareMaxRunMsFieldEvent {
        field: '$.declare.maxRunMs';
        value: number;
    }
    interface RequestDeclareMaxAttemptsFieldEvent {
        field: '$.declare.maxAttempts';
        value: number;
    }
    interface RequestDeclareBackoffTypeFieldEvent {
        field: '$.declare.backoff.type';
        value: Backoff.Type;
    }
    interface RequestDeclareBackoffDelayFieldEvent {
        field: '$.declare.backoff.delay';
        value: number;
    }
    interface RequestDeclareBackoffMaxDelayFieldEvent {
        field: '$.declare.backoff.maxDelay';
        value: number;
    }
    interface RequestDeclareBackoffJitterFieldEvent {
        field: '$.declare.backoff.jitter';
        value: number;
    }
    interface RequestDeclareResultTtlFieldEvent {
        field: '$.declare.resultTtl';
        value: number;
    }
    interface RequestDeclareDedupTtlFieldEvent {
        field: '$.declare.dedupTtl';
        value: number;
    }
    interface RequestDeclareGraceClosedFieldEvent {
        field: '$.declare.graceClosed';
        value: number;
    }
    interface RequestDeclareGraceSilentFieldEvent {
        field: '$.declare.graceSilent';
        value: number;
    }
    interface RequestDeclareReopenFieldEvent {
        field: '$.declare.reopen';
        value: boolean;
    }
    interface RequestPutItemsFieldEvent {
        field: '$.put.items[]';
        index: number;
        value: Uint8Array<ArrayBuffer>;
    }
    interface RequestPutIdFieldEvent {
        field: '$.put.id';
        value: string;
    }
    interface RequestPutNoWaitFieldEvent {
        field: '$.put.noWait';
        value: boolean;
    }
    interface RequestPutTimeoutFieldEvent {
        field: '$.put.timeout';
        value: number;
    }
    interface RequestPutPriorityFieldEvent {
        field: '$.put.priority';
        value: number;
    }
    interface RequestPutDelayFieldEvent {
        field: '$.put.delay';
        value: number;
    }
    interface RequestPutTtlFieldEvent {
        field: '$.put.ttl';
        value: number;
    }
    interface RequestPutMaxAttemptsFieldEvent {
        field: '$.put.maxAttempts';
        value: number;
    }
    interface RequestPutLeaseMsFieldEvent {
        field: '$.put.leaseMs';
        value: number;
    }
    interface RequestPutMaxRunMsFieldEvent {
        field: '$.put.maxRunMs';
        value: number;
    }
    interface RequestTakeModeFieldEvent {
        field: '$.take.mode';
        value: Mode;
    }
    interface RequestTakeNoWaitFieldEvent {
        field: '$.take.noWait';
        value: boolean;
    }
    interface RequestTakeTimeoutFieldEvent {
        field: '$.take.timeout';
        value: number;
    }
    interface RequestSettleTokenFieldEvent {
        field: '$.settle.token';
        value: number;
    }
    interface RequestSettleVerbFieldEvent {
        field: '$.settle.verb';
        value: Settle.Verb;
    }
    interface RequestSettleResultFieldEvent {
        field: '$.settle.result';
        value: Uint8Array<ArrayBuffer>;
    }
    interface RequestSettleFailureNameFieldEvent {
        field: '$.settle.failure.name';
        value: string;
    }
    interface RequestSettleFailureMessageFieldEvent {
        field: '$.settle.failure.message';
        value: string;
    }
    interface RequestSettleFailureStackFieldEvent {
        field: '$.settle.failure.stack';
        value: string;
    }
    interface RequestSettleFailureWorkerNameFieldEvent {
        field: '$.settle.failure.workerName';
        value: string;
    }
    interface RequestSettleFailureWorkerPeerIdFieldEvent {
        field: '$.settle.failure.workerPeerId';
        value: string;
    }
    interface RequestSettleNoRetryFieldEvent {
        field: '$.settle.noRetry';
        value: boolean;
    }
    interface RequestSettleDelayFieldEvent {
        field: '$.settle.delay';
        value: number;
    }
    interface RequestConfirmTokensFieldEvent {
        field: '$.confirm.tokens[]';
        index: number;
        value: number;
    }
    interface RequestExtendTokenFieldEvent {
        field: '$.extend.token';
        value: number;
    }
    interface RequestExtendMsFieldEvent {
        field: '$.extend.ms';
        value: number;
    }
    interface RequestCancelTaskFieldEvent {
        field: '$.cancel.task';
        value: string;
    }
    interface RequestAwaitResultTaskFieldEvent {
        field: '$.awaitResult.task';
        value: string;
    }
    interface RequestAwaitResultTimeoutFieldEvent {
        field: '$.awaitResult.timeout';
        value: number;
    }
    interface RequestFollowTaskFieldEvent {
        field: '$.follow.task';
        value: string;
    }
    interface RequestInspectTaskFieldEvent {
        field: '$.inspect.task';
        value: string;
    }
    interface RequestAskWhatFieldEvent {
        field: '$.ask.what';
        value: Ask.What;
    }
    interface RequestJoinTimeoutFieldEvent {
        field: '$.join.timeout';
        value: number;
    }
    interface RequestShutdownImmediateFieldEvent {
        field: '$.shutdown.immediate';
        value: boolean;
    }
    interface RequestSetMaxSizeMaxSizeFieldEvent {
        field: '$.setMaxSize.maxSize';
        value: number;
    }
    interface RequestAdministerVerbFieldEvent {
        field: '$.administer.verb';
        value: Administer.Verb;
    }
    interface RequestRequeueTaskFieldEvent {
        field: '$.requeue.task';
        value: string;
    }
    interface RequestRedriveTasksFieldEvent {
        field: '$.redrive.tasks[]';
        index: number;
        value: string;
    }
    interface RequestRedriveLimitFieldEvent {
        field: '$.redrive.limit';
        value: number;
    }
    interface RequestListTasksStateFieldEvent {
        field: '$.listTasks.state';
        value: TaskState;
    }
    interface RequestListTasksHolderFieldEvent {
        field: '$.listTasks.holder';
        value: string;
    }
    interface RequestListTasksLimitFieldEvent {
        field: '$.listTasks.limit';
        value: number;
    }
    interface RequestListTasksAfterFieldEvent {
        field: '$.listTasks.after';
        value: string;
    }
    interface RequestCollectTasksFieldEvent {
        field: '$.collect.tasks[]';
        index: number;
        value: string;
    }
    interface RequestCompleteManyDoneTokenFieldEvent {
        field: '$.completeMany.done[].token';
        value: number;
        index: number;
    }
    interface RequestCompleteManyDoneResultFieldEvent {
        field: '$.completeMany.done[].result';
        value: Uint8Array<ArrayBuffer>;
        index: number;
    }
    function encode(obj: Partial<Request>): Uint8Array<ArrayBuffer>;
    function decode(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Request>): Request;
    function stream(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Request>): Generator<RequestNumberFieldEvent | RequestQueueFieldEvent | RequestDeclareMaxSizeFieldEvent | RequestDeclareOrderFieldEvent | RequestDeclareLeaseMsFieldEvent | RequestDeclareMaxRunMsFieldEvent | RequestDeclareMaxAttemptsFieldEvent | RequestDeclareBackoffTypeFieldEvent | RequestDeclareBackoffDelayFieldEvent | RequestDeclareBackoffMaxDelayFieldEvent | RequestDeclareBackoffJitterFieldEvent | RequestDeclareResultTtlFieldEvent | RequestDeclareDedupTtlFieldEvent | RequestDeclareGraceClosedFieldEvent | RequestDeclareGraceSilentFieldEvent | RequestDeclareReopenFieldEvent | RequestPutItemsFieldEvent | RequestPutIdFieldEvent | RequestPutNoWaitFieldEvent | RequestPutTimeoutFieldEvent | RequestPutPriorityFieldEvent | RequestPutDelayFieldEvent | RequestPutTtlFieldEvent | RequestPutMaxAttemptsFieldEvent | RequestPutLeaseMsFieldEvent | RequestPutMaxRunMsFieldEvent | RequestTakeModeFieldEvent | RequestTakeNoWaitFieldEvent | RequestTakeTimeoutFieldEvent | RequestSettleTokenFieldEvent | RequestSettleVerbFieldEvent | RequestSettleResultFieldEvent | RequestSettleFailureNameFieldEvent | RequestSettleFailureMessageFieldEvent | RequestSettleFailureStackFieldEvent | RequestSettleFailureWorkerNameFieldEvent | RequestSettleFailureWorkerPeerIdFieldEvent | RequestSettleNoRetryFieldEvent | RequestSettleDelayFieldEvent | RequestConfirmTokensFieldEvent | RequestExtendTokenFieldEvent | RequestExtendMsFieldEvent | RequestCancelTaskFieldEvent | RequestAwaitResultTaskFieldEvent | RequestAwaitResultTimeoutFieldEvent | RequestFollowTaskFieldEvent | RequestInspectTaskFieldEvent | RequestAskWhatFieldEvent | RequestJoinTimeoutFieldEvent | RequestShutdownImmediateFieldEvent | RequestSetMaxSizeMaxSizeFieldEvent | RequestAdministerVerbFieldEvent | RequestRequeueTaskFieldEvent | RequestRedriveTasksFieldEvent | RequestRedriveLimitFieldEvent | RequestListTasksStateFieldEvent | RequestListTasksHolderFieldEvent | RequestListTasksLimitFieldEvent | RequestListTasksAfterFieldEvent | RequestCollectTasksFieldEvent | RequestCompleteManyDoneTokenFieldEvent | RequestCompleteManyDoneResultFieldEvent>;
}
export interface Abandon {
    number: number;
}
export declare namespace Abandon {
    const codec: () => Codec<Abandon>;
    interface AbandonNumberFieldEvent {
        field: '$.number';
        value: number;
    }
    function encode(obj: Partial<Abandon>): Uint8Array<ArrayBuffer>;
    function decode(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Abandon>): Abandon;
    function stream(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Abandon>): Generator<AbandonNumberFieldEvent>;
}
export interface Backoff {
    type: Backoff.Type;
    delay: number;
    maxDelay: number;
    jitter: number;
}
export declare namespace Backoff {
    enum Type {
        EXPONENTIAL = "EXPONENTIAL",
        FIXED = "FIXED"
    }
    namespace Type {
        const codec: () => Codec<Type>;
    }
    const codec: () => Codec<Backoff>;
    interface BackoffTypeFieldEvent {
        field: '$.type';
        value: Backoff.Type;
    }
    interface BackoffDelayFieldEvent {
        field: '$.delay';
        value: number;
    }
    interface BackoffMaxDelayFieldEvent {
        field: '$.maxDelay';
        value: number;
    }
    interface BackoffJitterFieldEvent {
        field: '$.jitter';
        value: number;
    }
    function encode(obj: Partial<Backoff>): Uint8Array<ArrayBuffer>;
    function decode(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Backoff>): Backoff;
    function stream(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Backoff>): Generator<BackoffTypeFieldEvent | BackoffDelayFieldEvent | BackoffMaxDelayFieldEvent | BackoffJitterFieldEvent>;
}
export interface Declare {
    maxSize?: number;
    order?: Declare.Order;
    leaseMs?: number;
    maxRunMs?: number;
    maxAttempts?: number;
    backoff?: Backoff;
    resultTtl?: number;
    dedupTtl?: number;
    graceClosed?: number;
    graceSilent?: number;
    reopen: boolean;
}
export declare namespace Declare {
    enum Order {
        FIFO = "FIFO",
        LIFO = "LIFO"
    }
    namespace Order {
        const codec: () => Codec<Order>;
    }
    const codec: () => Codec<Declare>;
    interface DeclareMaxSizeFieldEvent {
        field: '$.maxSize';
        value: number;
    }
    interface DeclareOrderFieldEvent {
        field: '$.order';
        value: Declare.Order;
    }
    interface DeclareLeaseMsFieldEvent {
        field: '$.leaseMs';
        value: number;
    }
    interface DeclareMaxRunMsFieldEvent {
        field: '$.maxRunMs';
        value: number;
    }
    interface DeclareMaxAttemptsFieldEvent {
        field: '$.maxAttempts';
        value: number;
    }
    interface DeclareBackoffTypeFieldEvent {
        field: '$.backoff.type';
        value: Backoff.Type;
    }
    interface DeclareBackoffDelayFieldEvent {
        field: '$.backoff.delay';
        value: number;
    }
    interface DeclareBackoffMaxDelayFieldEvent {
        field: '$.backoff.maxDelay';
        value: number;
    }
    interface DeclareBackoffJitterFieldEvent {
        field: '$.backoff.jitter';
        value: number;
    }
    interface DeclareResultTtlFieldEvent {
        field: '$.resultTtl';
        value: number;
    }
    interface DeclareDedupTtlFieldEvent {
        field: '$.dedupTtl';
        value: number;
    }
    interface DeclareGraceClosedFieldEvent {
        field: '$.graceClosed';
        value: number;
    }
    interface DeclareGraceSilentFieldEvent {
        field: '$.graceSilent';
        value: number;
    }
    interface DeclareReopenFieldEvent {
        field: '$.reopen';
        value: boolean;
    }
    function encode(obj: Partial<Declare>): Uint8Array<ArrayBuffer>;
    function decode(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Declare>): Declare;
    function stream(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Declare>): Generator<DeclareMaxSizeFieldEvent | DeclareOrderFieldEvent | DeclareLeaseMsFieldEvent | DeclareMaxRunMsFieldEvent | DeclareMaxAttemptsFieldEvent | DeclareBackoffTypeFieldEvent | DeclareBackoffDelayFieldEvent | DeclareBackoffMaxDelayFieldEvent | DeclareBackoffJitterFieldEvent | DeclareResultTtlFieldEvent | DeclareDedupTtlFieldEvent | DeclareGraceClosedFieldEvent | DeclareGraceSilentFieldEvent | DeclareReopenFieldEvent>;
}
export interface Put {
    items: Uint8Array<ArrayBuffer>[];
    id: string;
    noWait: boolean;
    timeout?: number;
    priority: number;
    delay: number;
    ttl?: number;
    maxAttempts?: number;
    leaseMs?: number;
    maxRunMs?: number;
}
export declare namespace Put {
    const codec: () => Codec<Put>;
    interface PutItemsFieldEvent {
        field: '$.items[]';
        index: number;
        value: Uint8Array<ArrayBuffer>;
    }
    interface PutIdFieldEvent {
        field: '$.id';
        value: string;
    }
    interface PutNoWaitFieldEvent {
        field: '$.noWait';
        value: boolean;
    }
    interface PutTimeoutFieldEvent {
        field: '$.timeout';
        value: number;
    }
    interface PutPriorityFieldEvent {
        field: '$.priority';
        value: number;
    }
    interface PutDelayFieldEvent {
        field: '$.delay';
        value: number;
    }
    interface PutTtlFieldEvent {
        field: '$.ttl';
        value: number;
    }
    interface PutMaxAttemptsFieldEvent {
        field: '$.maxAttempts';
        value: number;
    }
    interface PutLeaseMsFieldEvent {
        field: '$.leaseMs';
        value: number;
    }
    interface PutMaxRunMsFieldEvent {
        field: '$.maxRunMs';
        value: number;
    }
    function encode(obj: Partial<Put>): Uint8Array<ArrayBuffer>;
    function decode(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Put>): Put;
    function stream(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Put>): Generator<PutItemsFieldEvent | PutIdFieldEvent | PutNoWaitFieldEvent | PutTimeoutFieldEvent | PutPriorityFieldEvent | PutDelayFieldEvent | PutTtlFieldEvent | PutMaxAttemptsFieldEvent | PutLeaseMsFieldEvent | PutMaxRunMsFieldEvent>;
}
export declare enum Mode {
    LEASE = "LEASE",
    RECEIPT = "RECEIPT"
}
export declare namespace Mode {
    const codec: () => Codec<Mode>;
}
export interface Take {
    mode: Mode;
    noWait: boolean;
    timeout?: number;
}
export declare namespace Take {
    const codec: () => Codec<Take>;
    interface TakeModeFieldEvent {
        field: '$.mode';
        value: Mode;
    }
    interface TakeNoWaitFieldEvent {
        field: '$.noWait';
        value: boolean;
    }
    interface TakeTimeoutFieldEvent {
        field: '$.timeout';
        value: number;
    }
    function encode(obj: Partial<Take>): Uint8Array<ArrayBuffer>;
    function decode(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Take>): Take;
    function stream(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Take>): Generator<TakeModeFieldEvent | TakeNoWaitFieldEvent | TakeTimeoutFieldEvent>;
}
export interface Settle {
    token: number;
    verb: Settle.Verb;
    result?: Uint8Array<ArrayBuffer>;
    failure?: Failure;
    noRetry: boolean;
    delay?: number;
}
export declare namespace Settle {
    enum Verb {
        COMPLETE = "COMPLETE",
        FAIL = "FAIL",
        RELEASE = "RELEASE"
    }
    namespace Verb {
        const codec: () => Codec<Verb>;
    }
    const codec: () => Codec<Settle>;
    interface SettleTokenFieldEvent {
        field: '$.token';
        value: number;
    }
    interface SettleVerbFieldEvent {
        field: '$.verb';
        value: Settle.Verb;
    }
    interface SettleResultFieldEvent {
        field: '$.result';
        value: Uint8Array<ArrayBuffer>;
    }
    interface SettleFailureNameFieldEvent {
        field: '$.failure.name';
        value: string;
    }
    interface SettleFailureMessageFieldEvent {
        field: '$.failure.message';
        value: string;
    }
    interface SettleFailureStackFieldEvent {
        field: '$.failure.stack';
        value: string;
    }
    interface SettleFailureWorkerNameFieldEvent {
        field: '$.failure.workerName';
        value: string;
    }
    interface SettleFailureWorkerPeerIdFieldEvent {
        field: '$.failure.workerPeerId';
        value: string;
    }
    interface SettleNoRetryFieldEvent {
        field: '$.noRetry';
        value: boolean;
    }
    interface SettleDelayFieldEvent {
        field: '$.delay';
        value: number;
    }
    function encode(obj: Partial<Settle>): Uint8Array<ArrayBuffer>;
    function decode(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Settle>): Settle;
    function stream(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Settle>): Generator<SettleTokenFieldEvent | SettleVerbFieldEvent | SettleResultFieldEvent | SettleFailureNameFieldEvent | SettleFailureMessageFieldEvent | SettleFailureStackFieldEvent | SettleFailureWorkerNameFieldEvent | SettleFailureWorkerPeerIdFieldEvent | SettleNoRetryFieldEvent | SettleDelayFieldEvent>;
}
export interface CompleteMany {
    done: Completion[];
}
export declare namespace CompleteMany {
    const codec: () => Codec<CompleteMany>;
    interface CompleteManyDoneTokenFieldEvent {
        field: '$.done[].token';
        value: number;
        index: number;
    }
    interface CompleteManyDoneResultFieldEvent {
        field: '$.done[].result';
        value: Uint8Array<ArrayBuffer>;
        index: number;
    }
    function encode(obj: Partial<CompleteMany>): Uint8Array<ArrayBuffer>;
    function decode(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<CompleteMany>): CompleteMany;
    function stream(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<CompleteMany>): Generator<CompleteManyDoneTokenFieldEvent | CompleteManyDoneResultFieldEvent>;
}
export interface Completion {
    token: number;
    result?: Uint8Array<ArrayBuffer>;
}
export declare namespace Completion {
    const codec: () => Codec<Completion>;
    interface CompletionTokenFieldEvent {
        field: '$.token';
        value: number;
    }
    interface CompletionResultFieldEvent {
        field: '$.result';
        value: Uint8Array<ArrayBuffer>;
    }
    function encode(obj: Partial<Completion>): Uint8Array<ArrayBuffer>;
    function decode(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Completion>): Completion;
    function stream(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Completion>): Generator<CompletionTokenFieldEvent | CompletionResultFieldEvent>;
}
export interface Confirm {
    tokens: number[];
}
export declare namespace Confirm {
    const codec: () => Codec<Confirm>;
    interface ConfirmTokensFieldEvent {
        field: '$.tokens[]';
        index: number;
        value: number;
    }
    function encode(obj: Partial<Confirm>): Uint8Array<ArrayBuffer>;
    function decode(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Confirm>): Confirm;
    function stream(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Confirm>): Generator<ConfirmTokensFieldEvent>;
}
export interface Extend {
    token: number;
    ms: number;
}
export declare namespace Extend {
    const codec: () => Codec<Extend>;
    interface ExtendTokenFieldEvent {
        field: '$.token';
        value: number;
    }
    interface ExtendMsFieldEvent {
        field: '$.ms';
        value: number;
    }
    function encode(obj: Partial<Extend>): Uint8Array<ArrayBuffer>;
    function decode(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Extend>): Extend;
    function stream(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Extend>): Generator<ExtendTokenFieldEvent | ExtendMsFieldEvent>;
}
export interface Cancel {
    task: string;
}
export declare namespace Cancel {
    const codec: () => Codec<Cancel>;
    interface CancelTaskFieldEvent {
        field: '$.task';
        value: string;
    }
    function encode(obj: Partial<Cancel>): Uint8Array<ArrayBuffer>;
    function decode(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Cancel>): Cancel;
    function stream(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Cancel>): Generator<CancelTaskFieldEvent>;
}
export interface AwaitResult {
    task: string;
    timeout?: number;
}
export declare namespace AwaitResult {
    const codec: () => Codec<AwaitResult>;
    interface AwaitResultTaskFieldEvent {
        field: '$.task';
        value: string;
    }
    interface AwaitResultTimeoutFieldEvent {
        field: '$.timeout';
        value: number;
    }
    function encode(obj: Partial<AwaitResult>): Uint8Array<ArrayBuffer>;
    function decode(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<AwaitResult>): AwaitResult;
    function stream(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<AwaitResult>): Generator<AwaitResultTaskFieldEvent | AwaitResultTimeoutFieldEvent>;
}
export interface Collect {
    tasks: string[];
}
export declare namespace Collect {
    const codec: () => Codec<Collect>;
    interface CollectTasksFieldEvent {
        field: '$.tasks[]';
        index: number;
        value: string;
    }
    function encode(obj: Partial<Collect>): Uint8Array<ArrayBuffer>;
    function decode(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Collect>): Collect;
    function stream(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Collect>): Generator<CollectTasksFieldEvent>;
}
export interface Follow {
    task: string;
}
export declare namespace Follow {
    const codec: () => Codec<Follow>;
    interface FollowTaskFieldEvent {
        field: '$.task';
        value: string;
    }
    function encode(obj: Partial<Follow>): Uint8Array<ArrayBuffer>;
    function decode(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Follow>): Follow;
    function stream(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Follow>): Generator<FollowTaskFieldEvent>;
}
export interface Inspect {
    task: string;
}
export declare namespace Inspect {
    const codec: () => Codec<Inspect>;
    interface InspectTaskFieldEvent {
        field: '$.task';
        value: string;
    }
    function encode(obj: Partial<Inspect>): Uint8Array<ArrayBuffer>;
    function decode(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Inspect>): Inspect;
    function stream(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Inspect>): Generator<InspectTaskFieldEvent>;
}
export interface Ask {
    what: Ask.What;
}
export declare namespace Ask {
    enum What {
        SIZE = "SIZE",
        EMPTY = "EMPTY",
        FULL = "FULL",
        IS_SHUTDOWN = "IS_SHUTDOWN"
    }
    namespace What {
        const codec: () => Codec<What>;
    }
    const codec: () => Codec<Ask>;
    interface AskWhatFieldEvent {
        field: '$.what';
        value: Ask.What;
    }
    function encode(obj: Partial<Ask>): Uint8Array<ArrayBuffer>;
    function decode(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Ask>): Ask;
    function stream(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Ask>): Generator<AskWhatFieldEvent>;
}
export interface TaskDone {
}
export declare namespace TaskDone {
    const codec: () => Codec<TaskDone>;
    function encode(obj: Partial<TaskDone>): Uint8Array<ArrayBuffer>;
    function decode(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<TaskDone>): TaskDone;
    function stream(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<TaskDone>): Generator<{}>;
}
export interface Join {
    timeout?: number;
}
export declare namespace Join {
    const codec: () => Codec<Join>;
    interface JoinTimeoutFieldEvent {
        field: '$.timeout';
        value: number;
    }
    function encode(obj: Partial<Join>): Uint8Array<ArrayBuffer>;
    function decode(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Join>): Join;
    function stream(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Join>): Generator<JoinTimeoutFieldEvent>;
}
export interface Shutdown {
    immediate: boolean;
}
export declare namespace Shutdown {
    const codec: () => Codec<Shutdown>;
    interface ShutdownImmediateFieldEvent {
        field: '$.immediate';
        value: boolean;
    }
    function encode(obj: Partial<Shutdown>): Uint8Array<ArrayBuffer>;
    function decode(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Shutdown>): Shutdown;
    function stream(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Shutdown>): Generator<ShutdownImmediateFieldEvent>;
}
export interface SetMaxSize {
    maxSize: number;
}
export declare namespace SetMaxSize {
    const codec: () => Codec<SetMaxSize>;
    interface SetMaxSizeMaxSizeFieldEvent {
        field: '$.maxSize';
        value: number;
    }
    function encode(obj: Partial<SetMaxSize>): Uint8Array<ArrayBuffer>;
    function decode(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<SetMaxSize>): SetMaxSize;
    function stream(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<SetMaxSize>): Generator<SetMaxSizeMaxSizeFieldEvent>;
}
export interface Administer {
    verb: Administer.Verb;
}
export declare namespace Administer {
    enum Verb {
        PAUSE = "PAUSE",
        RESUME = "RESUME",
        PURGE = "PURGE"
    }
    namespace Verb {
        const codec: () => Codec<Verb>;
    }
    const codec: () => Codec<Administer>;
    interface AdministerVerbFieldEvent {
        field: '$.verb';
        value: Administer.Verb;
    }
    function encode(obj: Partial<Administer>): Uint8Array<ArrayBuffer>;
    function decode(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Administer>): Administer;
    function stream(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Administer>): Generator<AdministerVerbFieldEvent>;
}
export interface Requeue {
    task: string;
}
export declare namespace Requeue {
    const codec: () => Codec<Requeue>;
    interface RequeueTaskFieldEvent {
        field: '$.task';
        value: string;
    }
    function encode(obj: Partial<Requeue>): Uint8Array<ArrayBuffer>;
    function decode(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Requeue>): Requeue;
    function stream(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Requeue>): Generator<RequeueTaskFieldEvent>;
}
export interface Redrive {
    tasks: string[];
    limit?: number;
}
export declare namespace Redrive {
    const codec: () => Codec<Redrive>;
    interface RedriveTasksFieldEvent {
        field: '$.tasks[]';
        index: number;
        value: string;
    }
    interface RedriveLimitFieldEvent {
        field: '$.limit';
        value: number;
    }
    function encode(obj: Partial<Redrive>): Uint8Array<ArrayBuffer>;
    function decode(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Redrive>): Redrive;
    function stream(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Redrive>): Generator<RedriveTasksFieldEvent | RedriveLimitFieldEvent>;
}
export interface ListTasks {
    state?: TaskState;
    holder: string;
    limit: number;
    after: string;
}
export declare namespace ListTasks {
    const codec: () => Codec<ListTasks>;
    interface ListTasksStateFieldEvent {
        field: '$.state';
        value: TaskState;
    }
    interface ListTasksHolderFieldEvent {
        field: '$.holder';
        value: string;
    }
    interface ListTasksLimitFieldEvent {
        field: '$.limit';
        value: number;
    }
    interface ListTasksAfterFieldEvent {
        field: '$.after';
        value: string;
    }
    function encode(obj: Partial<ListTasks>): Uint8Array<ArrayBuffer>;
    function decode(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ListTasks>): ListTasks;
    function stream(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ListTasks>): Generator<ListTasksStateFieldEvent | ListTasksHolderFieldEvent | ListTasksLimitFieldEvent | ListTasksAfterFieldEvent>;
}
export interface GetStats {
}
export declare namespace GetStats {
    const codec: () => Codec<GetStats>;
    function encode(obj: Partial<GetStats>): Uint8Array<ArrayBuffer>;
    function decode(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<GetStats>): GetStats;
    function stream(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<GetStats>): Generator<{}>;
}
export interface Watch {
}
export declare namespace Watch {
    const codec: () => Codec<Watch>;
    function encode(obj: Partial<Watch>): Uint8Array<ArrayBuffer>;
    function decode(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Watch>): Watch;
    function stream(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Watch>): Generator<{}>;
}
export interface ListPeers {
}
export declare namespace ListPeers {
    const codec: () => Codec<ListPeers>;
    function encode(obj: Partial<ListPeers>): Uint8Array<ArrayBuffer>;
    function decode(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ListPeers>): ListPeers;
    function stream(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ListPeers>): Generator<{}>;
}
export interface ListQueues {
}
export declare namespace ListQueues {
    const codec: () => Codec<ListQueues>;
    function encode(obj: Partial<ListQueues>): Uint8Array<ArrayBuffer>;
    function decode(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ListQueues>): ListQueues;
    function stream(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ListQueues>): Generator<{}>;
}
export interface Consume {
    consumer: number;
    queue: string;
    mode: Mode;
    concurrency: number;
    prefetch: number;
    close: boolean;
}
export declare namespace Consume {
    const codec: () => Codec<Consume>;
    interface ConsumeConsumerFieldEvent {
        field: '$.consumer';
        value: number;
    }
    interface ConsumeQueueFieldEvent {
        field: '$.queue';
        value: string;
    }
    interface ConsumeModeFieldEvent {
        field: '$.mode';
        value: Mode;
    }
    interface ConsumeConcurrencyFieldEvent {
        field: '$.concurrency';
        value: number;
    }
    interface ConsumePrefetchFieldEvent {
        field: '$.prefetch';
        value: number;
    }
    interface ConsumeCloseFieldEvent {
        field: '$.close';
        value: boolean;
    }
    function encode(obj: Partial<Consume>): Uint8Array<ArrayBuffer>;
    function decode(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Consume>): Consume;
    function stream(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Consume>): Generator<ConsumeConsumerFieldEvent | ConsumeQueueFieldEvent | ConsumeModeFieldEvent | ConsumeConcurrencyFieldEvent | ConsumePrefetchFieldEvent | ConsumeCloseFieldEvent>;
}
export interface ConsumerEnd {
    consumer: number;
    status: Status;
    message: string;
}
export declare namespace ConsumerEnd {
    const codec: () => Codec<ConsumerEnd>;
    interface ConsumerEndConsumerFieldEvent {
        field: '$.consumer';
        value: number;
    }
    interface ConsumerEndStatusFieldEvent {
        field: '$.status';
        value: Status;
    }
    interface ConsumerEndMessageFieldEvent {
        field: '$.message';
        value: string;
    }
    function encode(obj: Partial<ConsumerEnd>): Uint8Array<ArrayBuffer>;
    function decode(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ConsumerEnd>): ConsumerEnd;
    function stream(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<ConsumerEnd>): Generator<ConsumerEndConsumerFieldEvent | ConsumerEndStatusFieldEvent | ConsumerEndMessageFieldEvent>;
}
export interface Grant {
    consumer: number;
    token: number;
    task: string;
    item: Uint8Array<ArrayBuffer>;
    attempt: number;
    leaseMs: number;
    maxRunMs: number;
    heartbeat: number;
}
export declare namespace Grant {
    const codec: () => Codec<Grant>;
    interface GrantConsumerFieldEvent {
        field: '$.consumer';
        value: number;
    }
    interface GrantTokenFieldEvent {
        field: '$.token';
        value: number;
    }
    interface GrantTaskFieldEvent {
        field: '$.task';
        value: string;
    }
    interface GrantItemFieldEvent {
        field: '$.item';
        value: Uint8Array<ArrayBuffer>;
    }
    interface GrantAttemptFieldEvent {
        field: '$.attempt';
        value: number;
    }
    interface GrantLeaseMsFieldEvent {
        field: '$.leaseMs';
        value: number;
    }
    interface GrantMaxRunMsFieldEvent {
        field: '$.maxRunMs';
        value: number;
    }
    interface GrantHeartbeatFieldEvent {
        field: '$.heartbeat';
        value: number;
    }
    function encode(obj: Partial<Grant>): Uint8Array<ArrayBuffer>;
    function decode(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Grant>): Grant;
    function stream(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Grant>): Generator<GrantConsumerFieldEvent | GrantTokenFieldEvent | GrantTaskFieldEvent | GrantItemFieldEvent | GrantAttemptFieldEvent | GrantLeaseMsFieldEvent | GrantMaxRunMsFieldEvent | GrantHeartbeatFieldEvent>;
}
export interface Revoke {
    token: number;
    reason: LostReason;
}
export declare namespace Revoke {
    const codec: () => Codec<Revoke>;
    interface RevokeTokenFieldEvent {
        field: '$.token';
        value: number;
    }
    interface RevokeReasonFieldEvent {
        field: '$.reason';
        value: LostReason;
    }
    function encode(obj: Partial<Revoke>): Uint8Array<ArrayBuffer>;
    function decode(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Revoke>): Revoke;
    function stream(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Revoke>): Generator<RevokeTokenFieldEvent | RevokeReasonFieldEvent>;
}
export interface Progress {
    token: number;
    value: Uint8Array<ArrayBuffer>;
}
export declare namespace Progress {
    const codec: () => Codec<Progress>;
    interface ProgressTokenFieldEvent {
        field: '$.token';
        value: number;
    }
    interface ProgressValueFieldEvent {
        field: '$.value';
        value: Uint8Array<ArrayBuffer>;
    }
    function encode(obj: Partial<Progress>): Uint8Array<ArrayBuffer>;
    function decode(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Progress>): Progress;
    function stream(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Progress>): Generator<ProgressTokenFieldEvent | ProgressValueFieldEvent>;
}
export declare enum Status {
    OK = "OK",
    EMPTY = "EMPTY",
    FULL = "FULL",
    SHUTDOWN = "SHUTDOWN",
    UNKNOWN_QUEUE = "UNKNOWN_QUEUE",
    PERMISSION = "PERMISSION",
    LEASE_LOST = "LEASE_LOST",
    TASK_FAILED = "TASK_FAILED",
    TASK_CANCELLED = "TASK_CANCELLED",
    TASK_EXPIRED = "TASK_EXPIRED",
    RESULT_EXPIRED = "RESULT_EXPIRED",
    DUPLICATE_ID = "DUPLICATE_ID",
    PAYLOAD_TOO_LARGE = "PAYLOAD_TOO_LARGE",
    LIMIT = "LIMIT",
    TIMEOUT = "TIMEOUT",
    PROTOCOL = "PROTOCOL",
    STORAGE = "STORAGE",
    RANGE = "RANGE",
    ABANDONED = "ABANDONED",
    STOPPED = "STOPPED"
}
export declare namespace Status {
    const codec: () => Codec<Status>;
}
export declare enum LostReason {
    CANCELLED = "CANCELLED",
    LAPSED = "LAPSED",
    MAX_RUN = "MAX_RUN",
    HISTORY = "HISTORY"
}
export declare namespace LostReason {
    const codec: () => Codec<LostReason>;
}
export interface Reply {
    number: number;
    status: Status;
    message: string;
    through: number;
    flag: boolean;
    count: number;
    payload?: Uint8Array<ArrayBuffer>;
    grant?: Grant;
    failure?: Failure;
    reason: LostReason;
    stats?: QueueStats;
    tasks: TaskInfo[];
    peers: PeerInfo[];
    queues: string[];
    lost: Revoke[];
}
export declare namespace Reply {
    const codec: () => Codec<Reply>;
    interface ReplyNumberFieldEvent {
        field: '$.number';
        value: number;
    }
    interface ReplyStatusFieldEvent {
        field: '$.status';
        value: Status;
    }
    interface ReplyMessageFieldEvent {
        field: '$.message';
        value: string;
    }
    interface ReplyThroughFieldEvent {
        field: '$.through';
        value: number;
    }
    interface ReplyFlagFieldEvent {
        field: '$.flag';
        value: boolean;
    }
    interface ReplyCountFieldEvent {
        field: '$.count';
        value: number;
    }
    interface ReplyPayloadFieldEvent {
        field: '$.payload';
        value: Uint8Array<ArrayBuffer>;
    }
    interface ReplyGrantConsumerFieldEvent {
        field: '$.grant.consumer';
        value: number;
    }
    interface ReplyGrantTokenFieldEvent {
        field: '$.grant.token';
        value: number;
    }
    interface ReplyGrantTaskFieldEvent {
        field: '$.grant.task';
        value: string;
    }
    interface ReplyGrantItemFieldEvent {
        field: '$.grant.item';
        value: Uint8Array<ArrayBuffer>;
    }
    interface ReplyGrantAttemptFieldEvent {
        field: '$.grant.attempt';
        value: number;
    }
    interface ReplyGrantLeaseMsFieldEvent {
        field: '$.grant.leaseMs';
        value: number;
    }
    interface ReplyGrantMaxRunMsFieldEvent {
        field: '$.grant.maxRunMs';
        value: number;
    }
    interface ReplyGrantHeartbeatFieldEvent {
        field: '$.grant.heartbeat';
        value: number;
    }
    interface ReplyFailureNameFieldEvent {
        field: '$.failure.name';
        value: string;
    }
    interface ReplyFailureMessageFieldEvent {
        field: '$.failure.message';
        value: string;
    }
    interface ReplyFailureStackFieldEvent {
        field: '$.failure.stack';
        value: string;
    }
    interface ReplyFailureWorkerNameFieldEvent {
        field: '$.failure.workerName';
        value: string;
    }
    interface ReplyFailureWorkerPeerIdFieldEvent {
        field: '$.failure.workerPeerId';
        value: string;
    }
    interface ReplyReasonFieldEvent {
        field: '$.reason';
        value: LostReason;
    }
    interface ReplyStatsReadyFieldEvent {
        field: '$.stats.ready';
        value: number;
    }
    interface ReplyStatsDelayedFieldEvent {
        field: '$.stats.delayed';
        value: number;
    }
    interface ReplyStatsLeasedFieldEvent {
        field: '$.stats.leased';
        value: number;
    }
    interface ReplyStatsDeadFieldEvent {
        field: '$.stats.dead';
        value: number;
    }
    interface ReplyStatsPutFieldEvent {
        field: '$.stats.put';
        value: number;
    }
    interface ReplyStatsDoneFieldEvent {
        field: '$.stats.done';
        value: number;
    }
    interface ReplyStatsTakenFieldEvent {
        field: '$.stats.taken';
        value: number;
    }
    interface ReplyStatsCancelledFieldEvent {
        field: '$.stats.cancelled';
        value: number;
    }
    interface ReplyStatsExpiredFieldEvent {
        field: '$.stats.expired';
        value: number;
    }
    interface ReplyStatsDroppedFieldEvent {
        field: '$.stats.dropped';
        value: number;
    }
    interface ReplyStatsEvictedFieldEvent {
        field: '$.stats.evicted';
        value: number;
    }
    interface ReplyStatsUnfinishedFieldEvent {
        field: '$.stats.unfinished';
        value: number;
    }
    interface ReplyStatsGettersFieldEvent {
        field: '$.stats.getters';
        value: number;
    }
    interface ReplyStatsPuttersFieldEvent {
        field: '$.stats.putters';
        value: number;
    }
    interface ReplyStatsOldestReadyMsFieldEvent {
        field: '$.stats.oldestReadyMs';
        value: number;
    }
    interface ReplyStatsLongestLeaseMsFieldEvent {
        field: '$.stats.longestLeaseMs';
        value: number;
    }
    interface ReplyStatsMaxSizeFieldEvent {
        field: '$.stats.maxSize';
        value: number;
    }
    interface ReplyStatsPausedFieldEvent {
        field: '$.stats.paused';
        value: boolean;
    }
    interface ReplyStatsShutdownFieldEvent {
        field: '$.stats.shutdown';
        value: boolean;
    }
    interface ReplyStatsPutRateFieldEvent {
        field: '$.stats.putRate';
        value: number;
    }
    interface ReplyStatsDoneRateFieldEvent {
        field: '$.stats.doneRate';
        value: number;
    }
    interface ReplyTasksIdFieldEvent {
        field: '$.tasks[].id';
        value: string;
        index: number;
    }
    interface ReplyTasksStateFieldEvent {
        field: '$.tasks[].state';
        value: TaskState;
        index: number;
    }
    interface ReplyTasksPriorityFieldEvent {
        field: '$.tasks[].priority';
        value: number;
        index: number;
    }
    interface ReplyTasksAttemptsFieldEvent {
        field: '$.tasks[].attempts';
        value: number;
        index: number;
    }
    interface ReplyTasksMaxAttemptsFieldEvent {
        field: '$.tasks[].maxAttempts';
        value: number;
        index: number;
    }
    interface ReplyTasksAgeMsFieldEvent {
        field: '$.tasks[].ageMs';
        value: number;
        index: number;
    }
    interface ReplyTasksStateMsFieldEvent {
        field: '$.tasks[].stateMs';
        value: number;
        index: number;
    }
    interface ReplyTasksHolderPeerFieldEvent {
        field: '$.tasks[].holderPeer';
        value: string;
        index: number;
    }
    interface ReplyTasksHolderNameFieldEvent {
        field: '$.tasks[].holderName';
        value: string;
        index: number;
    }
    interface ReplyTasksTokenFieldEvent {
        field: '$.tasks[].token';
        value: number;
        index: number;
    }
    interface ReplyTasksItemBytesFieldEvent {
        field: '$.tasks[].itemBytes';
        value: number;
        index: number;
    }
    interface ReplyTasksHistoryAttemptFieldEvent {
        field: '$.tasks[].history[].attempt';
        value: number;
        index: number;
    }
    interface ReplyTasksHistoryPeerFieldEvent {
        field: '$.tasks[].history[].peer';
        value: string;
        index: number;
    }
    interface ReplyTasksHistoryNameFieldEvent {
        field: '$.tasks[].history[].name';
        value: string;
        index: number;
    }
    interface ReplyTasksHistoryOutcomeFieldEvent {
        field: '$.tasks[].history[].outcome';
        value: string;
        index: number;
    }
    interface ReplyTasksHistoryErrorFieldEvent {
        field: '$.tasks[].history[].error';
        value: string;
        index: number;
    }
    interface ReplyTasksHistoryEndedMsAgoFieldEvent {
        field: '$.tasks[].history[].endedMsAgo';
        value: number;
        index: number;
    }
    interface ReplyTasksProgressFieldEvent {
        field: '$.tasks[].progress';
        value: Uint8Array<ArrayBuffer>;
        index: number;
    }
    interface ReplyPeersPeerFieldEvent {
        field: '$.peers[].peer';
        value: string;
        index: number;
    }
    interface ReplyPeersNameFieldEvent {
        field: '$.peers[].name';
        value: string;
        index: number;
    }
    interface ReplyPeersKeyNameFieldEvent {
        field: '$.peers[].keyName';
        value: string;
        index: number;
    }
    interface ReplyPeersConnectedFieldEvent {
        field: '$.peers[].connected';
        value: boolean;
        index: number;
    }
    interface ReplyPeersSinceMsFieldEvent {
        field: '$.peers[].sinceMs';
        value: number;
        index: number;
    }
    interface ReplyPeersLeasesFieldEvent {
        field: '$.peers[].leases';
        value: number;
        index: number;
    }
    interface ReplyPeersConsumersFieldEvent {
        field: '$.peers[].consumers';
        value: number;
        index: number;
    }
    interface ReplyQueuesFieldEvent {
        field: '$.queues[]';
        index: number;
        value: string;
    }
    interface ReplyLostTokenFieldEvent {
        field: '$.lost[].token';
        value: number;
        index: number;
    }
    interface ReplyLostReasonFieldEvent {
        field: '$.lost[].reason';
        value: LostReason;
        index: number;
    }
    function encode(obj: Partial<Reply>): Uint8Array<ArrayBuffer>;
    function decode(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Reply>): Reply;
    function stream(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Reply>): Generator<ReplyNumberFieldEvent | ReplyStatusFieldEvent | ReplyMessageFieldEvent | ReplyThroughFieldEvent | ReplyFlagFieldEvent | ReplyCountFieldEvent | ReplyPayloadFieldEvent | ReplyGrantConsumerFieldEvent | ReplyGrantTokenFieldEvent | ReplyGrantTaskFieldEvent | ReplyGrantItemFieldEvent | ReplyGrantAttemptFieldEvent | ReplyGrantLeaseMsFieldEvent | ReplyGrantMaxRunMsFieldEvent | ReplyGrantHeartbeatFieldEvent | ReplyFailureNameFieldEvent | ReplyFailureMessageFieldEvent | ReplyFailureStackFieldEvent | ReplyFailureWorkerNameFieldEvent | ReplyFailureWorkerPeerIdFieldEvent | ReplyReasonFieldEvent | ReplyStatsReadyFieldEvent | ReplyStatsDelayedFieldEvent | ReplyStatsLeasedFieldEvent | ReplyStatsDeadFieldEvent | ReplyStatsPutFieldEvent | ReplyStatsDoneFieldEvent | ReplyStatsTakenFieldEvent | ReplyStatsCancelledFieldEvent | ReplyStatsExpiredFieldEvent | ReplyStatsDroppedFieldEvent | ReplyStatsEvictedFieldEvent | ReplyStatsUnfinishedFieldEvent | ReplyStatsGettersFieldEvent | ReplyStatsPuttersFieldEvent | ReplyStatsOldestReadyMsFieldEvent | ReplyStatsLongestLeaseMsFieldEvent | ReplyStatsMaxSizeFieldEvent | ReplyStatsPausedFieldEvent | ReplyStatsShutdownFieldEvent | ReplyStatsPutRateFieldEvent | ReplyStatsDoneRateFieldEvent | ReplyTasksIdFieldEvent | ReplyTasksStateFieldEvent | ReplyTasksPriorityFieldEvent | ReplyTasksAttemptsFieldEvent | ReplyTasksMaxAttemptsFieldEvent | ReplyTasksAgeMsFieldEvent | ReplyTasksStateMsFieldEvent | ReplyTasksHolderPeerFieldEvent | ReplyTasksHolderNameFieldEvent | ReplyTasksTokenFieldEvent | ReplyTasksItemBytesFieldEvent | ReplyTasksHistoryAttemptFieldEvent | ReplyTasksHistoryPeerFieldEvent | ReplyTasksHistoryNameFieldEvent | ReplyTasksHistoryOutcomeFieldEvent | ReplyTasksHistoryErrorFieldEvent | ReplyTasksHistoryEndedMsAgoFieldEvent | ReplyTasksProgressFieldEvent | ReplyPeersPeerFieldEvent | ReplyPeersNameFieldEvent | ReplyPeersKeyNameFieldEvent | ReplyPeersConnectedFieldEvent | ReplyPeersSinceMsFieldEvent | ReplyPeersLeasesFieldEvent | ReplyPeersConsumersFieldEvent | ReplyQueuesFieldEvent | ReplyLostTokenFieldEvent | ReplyLostReasonFieldEvent>;
}
export interface Update {
    number: number;
    value?: Uint8Array<ArrayBuffer>;
    events: TaskEvent[];
    gap: boolean;
}
export declare namespace Update {
    const codec: () => Codec<Update>;
    interface UpdateNumberFieldEvent {
        field: '$.number';
        value: number;
    }
    interface UpdateValueFieldEvent {
        field: '$.value';
        value: Uint8Array<ArrayBuffer>;
    }
    interface UpdateEventsTypeFieldEvent {
        field: '$.events[].type';
        value: string;
        index: number;
    }
    interface UpdateEventsTaskFieldEvent {
        field: '$.events[].task';
        value: string;
        index: number;
    }
    interface UpdateEventsPeerFieldEvent {
        field: '$.events[].peer';
        value: string;
        index: number;
    }
    interface UpdateEventsNameFieldEvent {
        field: '$.events[].name';
        value: string;
        index: number;
    }
    interface UpdateEventsAttemptFieldEvent {
        field: '$.events[].attempt';
        value: number;
        index: number;
    }
    interface UpdateGapFieldEvent {
        field: '$.gap';
        value: boolean;
    }
    function encode(obj: Partial<Update>): Uint8Array<ArrayBuffer>;
    function decode(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Update>): Update;
    function stream(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Update>): Generator<UpdateNumberFieldEvent | UpdateValueFieldEvent | UpdateEventsTypeFieldEvent | UpdateEventsTaskFieldEvent | UpdateEventsPeerFieldEvent | UpdateEventsNameFieldEvent | UpdateEventsAttemptFieldEvent | UpdateGapFieldEvent>;
}
export interface Outcome {
    number: number;
    index: number;
    status: Status;
    payload?: Uint8Array<ArrayBuffer>;
    failure?: Failure;
}
export declare namespace Outcome {
    const codec: () => Codec<Outcome>;
    interface OutcomeNumberFieldEvent {
        field: '$.number';
        value: number;
    }
    interface OutcomeIndexFieldEvent {
        field: '$.index';
        value: number;
    }
    interface OutcomeStatusFieldEvent {
        field: '$.status';
        value: Status;
    }
    interface OutcomePayloadFieldEvent {
        field: '$.payload';
        value: Uint8Array<ArrayBuffer>;
    }
    interface OutcomeFailureNameFieldEvent {
        field: '$.failure.name';
        value: string;
    }
    interface OutcomeFailureMessageFieldEvent {
        field: '$.failure.message';
        value: string;
    }
    interface OutcomeFailureStackFieldEvent {
        field: '$.failure.stack';
        value: string;
    }
    interface OutcomeFailureWorkerNameFieldEvent {
        field: '$.failure.workerName';
        value: string;
    }
    interface OutcomeFailureWorkerPeerIdFieldEvent {
        field: '$.failure.workerPeerId';
        value: string;
    }
    function encode(obj: Partial<Outcome>): Uint8Array<ArrayBuffer>;
    function decode(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Outcome>): Outcome;
    function stream(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Outcome>): Generator<OutcomeNumberFieldEvent | OutcomeIndexFieldEvent | OutcomeStatusFieldEvent | OutcomePayloadFieldEvent | OutcomeFailureNameFieldEvent | OutcomeFailureMessageFieldEvent | OutcomeFailureStackFieldEvent | OutcomeFailureWorkerNameFieldEvent | OutcomeFailureWorkerPeerIdFieldEvent>;
}
export interface Failure {
    name: string;
    message: string;
    stack: string;
    workerName: string;
    workerPeerId: string;
}
export declare namespace Failure {
    const codec: () => Codec<Failure>;
    interface FailureNameFieldEvent {
        field: '$.name';
        value: string;
    }
    interface FailureMessageFieldEvent {
        field: '$.message';
        value: string;
    }
    interface FailureStackFieldEvent {
        field: '$.stack';
        value: string;
    }
    interface FailureWorkerNameFieldEvent {
        field: '$.workerName';
        value: string;
    }
    interface FailureWorkerPeerIdFieldEvent {
        field: '$.workerPeerId';
        value: string;
    }
    function encode(obj: Partial<Failure>): Uint8Array<ArrayBuffer>;
    function decode(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Failure>): Failure;
    function stream(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Failure>): Generator<FailureNameFieldEvent | FailureMessageFieldEvent | FailureStackFieldEvent | FailureWorkerNameFieldEvent | FailureWorkerPeerIdFieldEvent>;
}
export declare enum TaskState {
    READY = "READY",
    DELAYED = "DELAYED",
    LEASED = "LEASED",
    DONE = "DONE",
    DEAD = "DEAD",
    CANCELLED_STATE = "CANCELLED_STATE",
    EXPIRED = "EXPIRED",
    DROPPED = "DROPPED"
}
export declare namespace TaskState {
    const codec: () => Codec<TaskState>;
}
export interface Attempt {
    attempt: number;
    peer: string;
    name: string;
    outcome: string;
    error: string;
    endedMsAgo: number;
}
export declare namespace Attempt {
    const codec: () => Codec<Attempt>;
    interface AttemptAttemptFieldEvent {
        field: '$.attempt';
        value: number;
    }
    interface AttemptPeerFieldEvent {
        field: '$.peer';
        value: string;
    }
    interface AttemptNameFieldEvent {
        field: '$.name';
        value: string;
    }
    interface AttemptOutcomeFieldEvent {
        field: '$.outcome';
        value: string;
    }
    interface AttemptErrorFieldEvent {
        field: '$.error';
        value: string;
    }
    interface AttemptEndedMsAgoFieldEvent {
        field: '$.endedMsAgo';
        value: number;
    }
    function encode(obj: Partial<Attempt>): Uint8Array<ArrayBuffer>;
    function decode(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Attempt>): Attempt;
    function stream(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<Attempt>): Generator<AttemptAttemptFieldEvent | AttemptPeerFieldEvent | AttemptNameFieldEvent | AttemptOutcomeFieldEvent | AttemptErrorFieldEvent | AttemptEndedMsAgoFieldEvent>;
}
export interface TaskInfo {
    id: string;
    state: TaskState;
    priority: number;
    attempts: number;
    maxAttempts: number;
    ageMs: number;
    stateMs: number;
    holderPeer: string;
    holderName: string;
    token: number;
    itemBytes: number;
    history: Attempt[];
    progress?: Uint8Array<ArrayBuffer>;
}
export declare namespace TaskInfo {
    const codec: () => Codec<TaskInfo>;
    interface TaskInfoIdFieldEvent {
        field: '$.id';
        value: string;
    }
    interface TaskInfoStateFieldEvent {
        field: '$.state';
        value: TaskState;
    }
    interface TaskInfoPriorityFieldEvent {
        field: '$.priority';
        value: number;
    }
    interface TaskInfoAttemptsFieldEvent {
        field: '$.attempts';
        value: number;
    }
    interface TaskInfoMaxAttemptsFieldEvent {
        field: '$.maxAttempts';
        value: number;
    }
    interface TaskInfoAgeMsFieldEvent {
        field: '$.ageMs';
        value: number;
    }
    interface TaskInfoStateMsFieldEvent {
        field: '$.stateMs';
        value: number;
    }
    interface TaskInfoHolderPeerFieldEvent {
        field: '$.holderPeer';
        value: string;
    }
    interface TaskInfoHolderNameFieldEvent {
        field: '$.holderName';
        value: string;
    }
    interface TaskInfoTokenFieldEvent {
        field: '$.token';
        value: number;
    }
    interface TaskInfoItemBytesFieldEvent {
        field: '$.itemBytes';
        value: number;
    }
    interface TaskInfoHistoryAttemptFieldEvent {
        field: '$.history[].attempt';
        value: number;
        index: number;
    }
    interface TaskInfoHistoryPeerFieldEvent {
        field: '$.history[].peer';
        value: string;
        index: number;
    }
    interface TaskInfoHistoryNameFieldEvent {
        field: '$.history[].name';
        value: string;
        index: number;
    }
    interface TaskInfoHistoryOutcomeFieldEvent {
        field: '$.history[].outcome';
        value: string;
        index: number;
    }
    interface TaskInfoHistoryErrorFieldEvent {
        field: '$.history[].error';
        value: string;
        index: number;
    }
    interface TaskInfoHistoryEndedMsAgoFieldEvent {
        field: '$.history[].endedMsAgo';
        value: number;
        index: number;
    }
    interface TaskInfoProgressFieldEvent {
        field: '$.progress';
        value: Uint8Array<ArrayBuffer>;
    }
    function encode(obj: Partial<TaskInfo>): Uint8Array<ArrayBuffer>;
    function decode(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<TaskInfo>): TaskInfo;
    function stream(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<TaskInfo>): Generator<TaskInfoIdFieldEvent | TaskInfoStateFieldEvent | TaskInfoPriorityFieldEvent | TaskInfoAttemptsFieldEvent | TaskInfoMaxAttemptsFieldEvent | TaskInfoAgeMsFieldEvent | TaskInfoStateMsFieldEvent | TaskInfoHolderPeerFieldEvent | TaskInfoHolderNameFieldEvent | TaskInfoTokenFieldEvent | TaskInfoItemBytesFieldEvent | TaskInfoHistoryAttemptFieldEvent | TaskInfoHistoryPeerFieldEvent | TaskInfoHistoryNameFieldEvent | TaskInfoHistoryOutcomeFieldEvent | TaskInfoHistoryErrorFieldEvent | TaskInfoHistoryEndedMsAgoFieldEvent | TaskInfoProgressFieldEvent>;
}
export interface QueueStats {
    ready: number;
    delayed: number;
    leased: number;
    dead: number;
    put: number;
    done: number;
    taken: number;
    cancelled: number;
    expired: number;
    dropped: number;
    evicted: number;
    unfinished: number;
    getters: number;
    putters: number;
    oldestReadyMs: number;
    longestLeaseMs: number;
    maxSize: number;
    paused: boolean;
    shutdown: boolean;
    putRate: number;
    doneRate: number;
}
export declare namespace QueueStats {
    const codec: () => Codec<QueueStats>;
    interface QueueStatsReadyFieldEvent {
        field: '$.ready';
        value: number;
    }
    interface QueueStatsDelayedFieldEvent {
        field: '$.delayed';
        value: number;
    }
    interface QueueStatsLeasedFieldEvent {
        field: '$.leased';
        value: number;
    }
    interface QueueStatsDeadFieldEvent {
        field: '$.dead';
        value: number;
    }
    interface QueueStatsPutFieldEvent {
        field: '$.put';
        value: number;
    }
    interface QueueStatsDoneFieldEvent {
        field: '$.done';
        value: number;
    }
    interface QueueStatsTakenFieldEvent {
        field: '$.taken';
        value: number;
    }
    interface QueueStatsCancelledFieldEvent {
        field: '$.cancelled';
        value: number;
    }
    interface QueueStatsExpiredFieldEvent {
        field: '$.expired';
        value: number;
    }
    interface QueueStatsDroppedFieldEvent {
        field: '$.dropped';
        value: number;
    }
    interface QueueStatsEvictedFieldEvent {
        field: '$.evicted';
        value: number;
    }
    interface QueueStatsUnfinishedFieldEvent {
        field: '$.unfinished';
        value: number;
    }
    interface QueueStatsGettersFieldEvent {
        field: '$.getters';
        value: number;
    }
    interface QueueStatsPuttersFieldEvent {
        field: '$.putters';
        value: number;
    }
    interface QueueStatsOldestReadyMsFieldEvent {
        field: '$.oldestReadyMs';
        value: number;
    }
    interface QueueStatsLongestLeaseMsFieldEvent {
        field: '$.longestLeaseMs';
        value: number;
    }
    interface QueueStatsMaxSizeFieldEvent {
        field: '$.maxSize';
        value: number;
    }
    interface QueueStatsPausedFieldEvent {
        field: '$.paused';
        value: boolean;
    }
    interface QueueStatsShutdownFieldEvent {
        field: '$.shutdown';
        value: boolean;
    }
    interface QueueStatsPutRateFieldEvent {
        field: '$.putRate';
        value: number;
    }
    interface QueueStatsDoneRateFieldEvent {
        field: '$.doneRate';
        value: number;
    }
    function encode(obj: Partial<QueueStats>): Uint8Array<ArrayBuffer>;
    function decode(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<QueueStats>): QueueStats;
    function stream(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<QueueStats>): Generator<QueueStatsReadyFieldEvent | QueueStatsDelayedFieldEvent | QueueStatsLeasedFieldEvent | QueueStatsDeadFieldEvent | QueueStatsPutFieldEvent | QueueStatsDoneFieldEvent | QueueStatsTakenFieldEvent | QueueStatsCancelledFieldEvent | QueueStatsExpiredFieldEvent | QueueStatsDroppedFieldEvent | QueueStatsEvictedFieldEvent | QueueStatsUnfinishedFieldEvent | QueueStatsGettersFieldEvent | QueueStatsPuttersFieldEvent | QueueStatsOldestReadyMsFieldEvent | QueueStatsLongestLeaseMsFieldEvent | QueueStatsMaxSizeFieldEvent | QueueStatsPausedFieldEvent | QueueStatsShutdownFieldEvent | QueueStatsPutRateFieldEvent | QueueStatsDoneRateFieldEvent>;
}
export interface PeerInfo {
    peer: string;
    name: string;
    keyName: string;
    connected: boolean;
    sinceMs: number;
    leases: number;
    consumers: number;
}
export declare namespace PeerInfo {
    const codec: () => Codec<PeerInfo>;
    interface PeerInfoPeerFieldEvent {
        field: '$.peer';
        value: string;
    }
    interface PeerInfoNameFieldEvent {
        field: '$.name';
        value: string;
    }
    interface PeerInfoKeyNameFieldEvent {
        field: '$.keyName';
        value: string;
    }
    interface PeerInfoConnectedFieldEvent {
        field: '$.connected';
        value: boolean;
    }
    interface PeerInfoSinceMsFieldEvent {
        field: '$.sinceMs';
        value: number;
    }
    interface PeerInfoLeasesFieldEvent {
        field: '$.leases';
        value: number;
    }
    interface PeerInfoConsumersFieldEvent {
        field: '$.consumers';
        value: number;
    }
    function encode(obj: Partial<PeerInfo>): Uint8Array<ArrayBuffer>;
    function decode(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<PeerInfo>): PeerInfo;
    function stream(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<PeerInfo>): Generator<PeerInfoPeerFieldEvent | PeerInfoNameFieldEvent | PeerInfoKeyNameFieldEvent | PeerInfoConnectedFieldEvent | PeerInfoSinceMsFieldEvent | PeerInfoLeasesFieldEvent | PeerInfoConsumersFieldEvent>;
}
export interface TaskEvent {
    type: string;
    task: string;
    peer: string;
    name: string;
    attempt: number;
}
export declare namespace TaskEvent {
    const codec: () => Codec<TaskEvent>;
    interface TaskEventTypeFieldEvent {
        field: '$.type';
        value: string;
    }
    interface TaskEventTaskFieldEvent {
        field: '$.task';
        value: string;
    }
    interface TaskEventPeerFieldEvent {
        field: '$.peer';
        value: string;
    }
    interface TaskEventNameFieldEvent {
        field: '$.name';
        value: string;
    }
    interface TaskEventAttemptFieldEvent {
        field: '$.attempt';
        value: number;
    }
    function encode(obj: Partial<TaskEvent>): Uint8Array<ArrayBuffer>;
    function decode(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<TaskEvent>): TaskEvent;
    function stream(buf: Uint8Array | Uint8ArrayList, opts?: DecodeOptions<TaskEvent>): Generator<TaskEventTypeFieldEvent | TaskEventTaskFieldEvent | TaskEventPeerFieldEvent | TaskEventNameFieldEvent | TaskEventAttemptFieldEvent>;
}
