// Made by `npm run generate` from src/protocol/peerq.proto: change that, not this.
/* eslint-disable require-yield */
import { decodeMessage, encodeMessage, enumeration, MaxLengthError, message, streamMessage } from 'protons-runtime';
import { alloc as uint8ArrayAlloc } from 'uint8arrays/alloc';
export var Frame;
(function (Frame) {
    let _codec;
    Frame.codec = () => {
        if (_codec == null) {
            _codec = message((obj, w, opts = {}) => {
                if (opts.lengthDelimited !== false) {
                    w.fork();
                }
                if (obj.messages != null && obj.messages.length > 0) {
                    for (const value of obj.messages) {
                        w.uint32(10);
                        Message.codec().encode(value, w);
                    }
                }
                if ((obj.below != null && obj.below !== 0)) {
                    w.uint32(16);
                    w.uint64Number(obj.below);
                }
                if (opts.lengthDelimited !== false) {
                    w.ldelim();
                }
            }, (reader, length, opts = {}) => {
                const obj = {
                    messages: [],
                    below: 0
                };
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            if (opts.limits?.messages != null && obj.messages.length === opts.limits.messages) {
                                throw new MaxLengthError('Decode error - repeated field "messages" had too many elements');
                            }
                            obj.messages.push(Message.codec().decode(reader, reader.uint32(), {
                                limits: opts.limits?.messages$
                            }));
                            break;
                        }
                        case 2: {
                            obj.below = reader.uint64Number();
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
                return obj;
            }, function* (reader, length, prefix, opts = {}) {
                const obj = {
                    messages: 0
                };
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            if (opts.limits?.messages != null && obj.messages === opts.limits.messages) {
                                throw new MaxLengthError('Streaming decode error - repeated field "messages" had too many elements');
                            }
                            for (const evt of Message.codec().stream(reader, reader.uint32(), `${prefix}.messages[]`, {
                                limits: opts.limits?.messages$
                            })) {
                                yield {
                                    ...evt,
                                    index: obj.messages
                                };
                            }
                            obj.messages++;
                            break;
                        }
                        case 2: {
                            yield {
                                field: `${prefix}.below`,
                                value: reader.uint64Number()
                            };
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
            });
        }
        return _codec;
    };
    function encode(obj) {
        return encodeMessage(obj, Frame.codec());
    }
    Frame.encode = encode;
    function decode(buf, opts) {
        return decodeMessage(buf, Frame.codec(), opts);
    }
    Frame.decode = decode;
    function stream(buf, opts) {
        return streamMessage(buf, Frame.codec(), opts);
    }
    Frame.stream = stream;
})(Frame || (Frame = {}));
export var Message;
(function (Message) {
    let _codec;
    Message.codec = () => {
        if (_codec == null) {
            _codec = message((obj, w, opts = {}) => {
                if (opts.lengthDelimited !== false) {
                    w.fork();
                }
                obj = { ...obj };
                if (obj.chunk != null) {
                    obj.goodbye = undefined;
                    obj.outcome = undefined;
                    obj.update = undefined;
                    obj.consumerEnd = undefined;
                    obj.heartbeatAnswer = undefined;
                    obj.revoke = undefined;
                    obj.grant = undefined;
                    obj.reply = undefined;
                    obj.welcome = undefined;
                    obj.progress = undefined;
                    obj.abandon = undefined;
                    obj.heartbeat = undefined;
                    obj.consume = undefined;
                    obj.request = undefined;
                    obj.hello = undefined;
                }
                if (obj.goodbye != null) {
                    obj.chunk = undefined;
                    obj.outcome = undefined;
                    obj.update = undefined;
                    obj.consumerEnd = undefined;
                    obj.heartbeatAnswer = undefined;
                    obj.revoke = undefined;
                    obj.grant = undefined;
                    obj.reply = undefined;
                    obj.welcome = undefined;
                    obj.progress = undefined;
                    obj.abandon = undefined;
                    obj.heartbeat = undefined;
                    obj.consume = undefined;
                    obj.request = undefined;
                    obj.hello = undefined;
                }
                if (obj.outcome != null) {
                    obj.chunk = undefined;
                    obj.goodbye = undefined;
                    obj.update = undefined;
                    obj.consumerEnd = undefined;
                    obj.heartbeatAnswer = undefined;
                    obj.revoke = undefined;
                    obj.grant = undefined;
                    obj.reply = undefined;
                    obj.welcome = undefined;
                    obj.progress = undefined;
                    obj.abandon = undefined;
                    obj.heartbeat = undefined;
                    obj.consume = undefined;
                    obj.request = undefined;
                    obj.hello = undefined;
                }
                if (obj.update != null) {
                    obj.chunk = undefined;
                    obj.goodbye = undefined;
                    obj.outcome = undefined;
                    obj.consumerEnd = undefined;
                    obj.heartbeatAnswer = undefined;
                    obj.revoke = undefined;
                    obj.grant = undefined;
                    obj.reply = undefined;
                    obj.welcome = undefined;
                    obj.progress = undefined;
                    obj.abandon = undefined;
                    obj.heartbeat = undefined;
                    obj.consume = undefined;
                    obj.request = undefined;
                    obj.hello = undefined;
                }
                if (obj.consumerEnd != null) {
                    obj.chunk = undefined;
                    obj.goodbye = undefined;
                    obj.outcome = undefined;
                    obj.update = undefined;
                    obj.heartbeatAnswer = undefined;
                    obj.revoke = undefined;
                    obj.grant = undefined;
                    obj.reply = undefined;
                    obj.welcome = undefined;
                    obj.progress = undefined;
                    obj.abandon = undefined;
                    obj.heartbeat = undefined;
                    obj.consume = undefined;
                    obj.request = undefined;
                    obj.hello = undefined;
                }
                if (obj.heartbeatAnswer != null) {
                    obj.chunk = undefined;
                    obj.goodbye = undefined;
                    obj.outcome = undefined;
                    obj.update = undefined;
                    obj.consumerEnd = undefined;
                    obj.revoke = undefined;
                    obj.grant = undefined;
                    obj.reply = undefined;
                    obj.welcome = undefined;
                    obj.progress = undefined;
                    obj.abandon = undefined;
                    obj.heartbeat = undefined;
                    obj.consume = undefined;
                    obj.request = undefined;
                    obj.hello = undefined;
                }
                if (obj.revoke != null) {
                    obj.chunk = undefined;
                    obj.goodbye = undefined;
                    obj.outcome = undefined;
                    obj.update = undefined;
                    obj.consumerEnd = undefined;
                    obj.heartbeatAnswer = undefined;
                    obj.grant = undefined;
                    obj.reply = undefined;
                    obj.welcome = undefined;
                    obj.progress = undefined;
                    obj.abandon = undefined;
                    obj.heartbeat = undefined;
                    obj.consume = undefined;
                    obj.request = undefined;
                    obj.hello = undefined;
                }
                if (obj.grant != null) {
                    obj.chunk = undefined;
                    obj.goodbye = undefined;
                    obj.outcome = undefined;
                    obj.update = undefined;
                    obj.consumerEnd = undefined;
                    obj.heartbeatAnswer = undefined;
                    obj.revoke = undefined;
                    obj.reply = undefined;
                    obj.welcome = undefined;
                    obj.progress = undefined;
                    obj.abandon = undefined;
                    obj.heartbeat = undefined;
                    obj.consume = undefined;
                    obj.request = undefined;
                    obj.hello = undefined;
                }
                if (obj.reply != null) {
                    obj.chunk = undefined;
                    obj.goodbye = undefined;
                    obj.outcome = undefined;
                    obj.update = undefined;
                    obj.consumerEnd = undefined;
                    obj.heartbeatAnswer = undefined;
                    obj.revoke = undefined;
                    obj.grant = undefined;
                    obj.welcome = undefined;
                    obj.progress = undefined;
                    obj.abandon = undefined;
                    obj.heartbeat = undefined;
                    obj.consume = undefined;
                    obj.request = undefined;
                    obj.hello = undefined;
                }
                if (obj.welcome != null) {
                    obj.chunk = undefined;
                    obj.goodbye = undefined;
                    obj.outcome = undefined;
                    obj.update = undefined;
                    obj.consumerEnd = undefined;
                    obj.heartbeatAnswer = undefined;
                    obj.revoke = undefined;
                    obj.grant = undefined;
                    obj.reply = undefined;
                    obj.progress = undefined;
                    obj.abandon = undefined;
                    obj.heartbeat = undefined;
                    obj.consume = undefined;
                    obj.request = undefined;
                    obj.hello = undefined;
                }
                if (obj.progress != null) {
                    obj.chunk = undefined;
                    obj.goodbye = undefined;
                    obj.outcome = undefined;
                    obj.update = undefined;
                    obj.consumerEnd = undefined;
                    obj.heartbeatAnswer = undefined;
                    obj.revoke = undefined;
                    obj.grant = undefined;
                    obj.reply = undefined;
                    obj.welcome = undefined;
                    obj.abandon = undefined;
                    obj.heartbeat = undefined;
                    obj.consume = undefined;
                    obj.request = undefined;
                    obj.hello = undefined;
                }
                if (obj.abandon != null) {
                    obj.chunk = undefined;
                    obj.goodbye = undefined;
                    obj.outcome = undefined;
                    obj.update = undefined;
                    obj.consumerEnd = undefined;
                    obj.heartbeatAnswer = undefined;
                    obj.revoke = undefined;
                    obj.grant = undefined;
                    obj.reply = undefined;
                    obj.welcome = undefined;
                    obj.progress = undefined;
                    obj.heartbeat = undefined;
                    obj.consume = undefined;
                    obj.request = undefined;
                    obj.hello = undefined;
                }
                if (obj.heartbeat != null) {
                    obj.chunk = undefined;
                    obj.goodbye = undefined;
                    obj.outcome = undefined;
                    obj.update = undefined;
                    obj.consumerEnd = undefined;
                    obj.heartbeatAnswer = undefined;
                    obj.revoke = undefined;
                    obj.grant = undefined;
                    obj.reply = undefined;
                    obj.welcome = undefined;
                    obj.progress = undefined;
                    obj.abandon = undefined;
                    obj.consume = undefined;
                    obj.request = undefined;
                    obj.hello = undefined;
                }
                if (obj.consume != null) {
                    obj.chunk = undefined;
                    obj.goodbye = undefined;
                    obj.outcome = undefined;
                    obj.update = undefined;
                    obj.consumerEnd = undefined;
                    obj.heartbeatAnswer = undefined;
                    obj.revoke = undefined;
                    obj.grant = undefined;
                    obj.reply = undefined;
                    obj.welcome = undefined;
                    obj.progress = undefined;
                    obj.abandon = undefined;
                    obj.heartbeat = undefined;
                    obj.request = undefined;
                    obj.hello = undefined;
                }
                if (obj.request != null) {
                    obj.chunk = undefined;
                    obj.goodbye = undefined;
                    obj.outcome = undefined;
                    obj.update = undefined;
                    obj.consumerEnd = undefined;
                    obj.heartbeatAnswer = undefined;
                    obj.revoke = undefined;
                    obj.grant = undefined;
                    obj.reply = undefined;
                    obj.welcome = undefined;
                    obj.progress = undefined;
                    obj.abandon = undefined;
                    obj.heartbeat = undefined;
                    obj.consume = undefined;
                    obj.hello = undefined;
                }
                if (obj.hello != null) {
                    obj.chunk = undefined;
                    obj.goodbye = undefined;
                    obj.outcome = undefined;
                    obj.update = undefined;
                    obj.consumerEnd = undefined;
                    obj.heartbeatAnswer = undefined;
                    obj.revoke = undefined;
                    obj.grant = undefined;
                    obj.reply = undefined;
                    obj.welcome = undefined;
                    obj.progress = undefined;
                    obj.abandon = undefined;
                    obj.heartbeat = undefined;
                    obj.consume = undefined;
                    obj.request = undefined;
                }
                if (obj.hello != null) {
                    w.uint32(10);
                    Hello.codec().encode(obj.hello, w);
                }
                if (obj.request != null) {
                    w.uint32(18);
                    Request.codec().encode(obj.request, w);
                }
                if (obj.consume != null) {
                    w.uint32(26);
                    Consume.codec().encode(obj.consume, w);
                }
                if (obj.heartbeat != null) {
                    w.uint32(34);
                    Heartbeat.codec().encode(obj.heartbeat, w);
                }
                if (obj.abandon != null) {
                    w.uint32(42);
                    Abandon.codec().encode(obj.abandon, w);
                }
                if (obj.progress != null) {
                    w.uint32(50);
                    Progress.codec().encode(obj.progress, w);
                }
                if (obj.welcome != null) {
                    w.uint32(130);
                    Welcome.codec().encode(obj.welcome, w);
                }
                if (obj.reply != null) {
                    w.uint32(138);
                    Reply.codec().encode(obj.reply, w);
                }
                if (obj.grant != null) {
                    w.uint32(146);
                    Grant.codec().encode(obj.grant, w);
                }
                if (obj.revoke != null) {
                    w.uint32(154);
                    Revoke.codec().encode(obj.revoke, w);
                }
                if (obj.heartbeatAnswer != null) {
                    w.uint32(162);
                    HeartbeatAnswer.codec().encode(obj.heartbeatAnswer, w);
                }
                if (obj.consumerEnd != null) {
                    w.uint32(170);
                    ConsumerEnd.codec().encode(obj.consumerEnd, w);
                }
                if (obj.update != null) {
                    w.uint32(178);
                    Update.codec().encode(obj.update, w);
                }
                if (obj.outcome != null) {
                    w.uint32(186);
                    Outcome.codec().encode(obj.outcome, w);
                }
                if (obj.goodbye != null) {
                    w.uint32(258);
                    Goodbye.codec().encode(obj.goodbye, w);
                }
                if (obj.chunk != null) {
                    w.uint32(266);
                    Chunk.codec().encode(obj.chunk, w);
                }
                if (opts.lengthDelimited !== false) {
                    w.ldelim();
                }
            }, (reader, length, opts = {}) => {
                const obj = {};
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            obj.hello = Hello.codec().decode(reader, reader.uint32(), {
                                limits: opts.limits?.hello
                            });
                            break;
                        }
                        case 2: {
                            obj.request = Request.codec().decode(reader, reader.uint32(), {
                                limits: opts.limits?.request
                            });
                            break;
                        }
                        case 3: {
                            obj.consume = Consume.codec().decode(reader, reader.uint32(), {
                                limits: opts.limits?.consume
                            });
                            break;
                        }
                        case 4: {
                            obj.heartbeat = Heartbeat.codec().decode(reader, reader.uint32(), {
                                limits: opts.limits?.heartbeat
                            });
                            break;
                        }
                        case 5: {
                            obj.abandon = Abandon.codec().decode(reader, reader.uint32(), {
                                limits: opts.limits?.abandon
                            });
                            break;
                        }
                        case 6: {
                            obj.progress = Progress.codec().decode(reader, reader.uint32(), {
                                limits: opts.limits?.progress
                            });
                            break;
                        }
                        case 16: {
                            obj.welcome = Welcome.codec().decode(reader, reader.uint32(), {
                                limits: opts.limits?.welcome
                            });
                            break;
                        }
                        case 17: {
                            obj.reply = Reply.codec().decode(reader, reader.uint32(), {
                                limits: opts.limits?.reply
                            });
                            break;
                        }
                        case 18: {
                            obj.grant = Grant.codec().decode(reader, reader.uint32(), {
                                limits: opts.limits?.grant
                            });
                            break;
                        }
                        case 19: {
                            obj.revoke = Revoke.codec().decode(reader, reader.uint32(), {
                                limits: opts.limits?.revoke
                            });
                            break;
                        }
                        case 20: {
                            obj.heartbeatAnswer = HeartbeatAnswer.codec().decode(reader, reader.uint32(), {
                                limits: opts.limits?.heartbeatAnswer
                            });
                            break;
                        }
                        case 21: {
                            obj.consumerEnd = ConsumerEnd.codec().decode(reader, reader.uint32(), {
                                limits: opts.limits?.consumerEnd
                            });
                            break;
                        }
                        case 22: {
                            obj.update = Update.codec().decode(reader, reader.uint32(), {
                                limits: opts.limits?.update
                            });
                            break;
                        }
                        case 23: {
                            obj.outcome = Outcome.codec().decode(reader, reader.uint32(), {
                                limits: opts.limits?.outcome
                            });
                            break;
                        }
                        case 32: {
                            obj.goodbye = Goodbye.codec().decode(reader, reader.uint32(), {
                                limits: opts.limits?.goodbye
                            });
                            break;
                        }
                        case 33: {
                            obj.chunk = Chunk.codec().decode(reader, reader.uint32(), {
                                limits: opts.limits?.chunk
                            });
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
                if (obj.chunk != null) {
                    delete obj.goodbye;
                    delete obj.outcome;
                    delete obj.update;
                    delete obj.consumerEnd;
                    delete obj.heartbeatAnswer;
                    delete obj.revoke;
                    delete obj.grant;
                    delete obj.reply;
                    delete obj.welcome;
                    delete obj.progress;
                    delete obj.abandon;
                    delete obj.heartbeat;
                    delete obj.consume;
                    delete obj.request;
                    delete obj.hello;
                }
                if (obj.goodbye != null) {
                    delete obj.chunk;
                    delete obj.outcome;
                    delete obj.update;
                    delete obj.consumerEnd;
                    delete obj.heartbeatAnswer;
                    delete obj.revoke;
                    delete obj.grant;
                    delete obj.reply;
                    delete obj.welcome;
                    delete obj.progress;
                    delete obj.abandon;
                    delete obj.heartbeat;
                    delete obj.consume;
                    delete obj.request;
                    delete obj.hello;
                }
                if (obj.outcome != null) {
                    delete obj.chunk;
                    delete obj.goodbye;
                    delete obj.update;
                    delete obj.consumerEnd;
                    delete obj.heartbeatAnswer;
                    delete obj.revoke;
                    delete obj.grant;
                    delete obj.reply;
                    delete obj.welcome;
                    delete obj.progress;
                    delete obj.abandon;
                    delete obj.heartbeat;
                    delete obj.consume;
                    delete obj.request;
                    delete obj.hello;
                }
                if (obj.update != null) {
                    delete obj.chunk;
                    delete obj.goodbye;
                    delete obj.outcome;
                    delete obj.consumerEnd;
                    delete obj.heartbeatAnswer;
                    delete obj.revoke;
                    delete obj.grant;
                    delete obj.reply;
                    delete obj.welcome;
                    delete obj.progress;
                    delete obj.abandon;
                    delete obj.heartbeat;
                    delete obj.consume;
                    delete obj.request;
                    delete obj.hello;
                }
                if (obj.consumerEnd != null) {
                    delete obj.chunk;
                    delete obj.goodbye;
                    delete obj.outcome;
                    delete obj.update;
                    delete obj.heartbeatAnswer;
                    delete obj.revoke;
                    delete obj.grant;
                    delete obj.reply;
                    delete obj.welcome;
                    delete obj.progress;
                    delete obj.abandon;
                    delete obj.heartbeat;
                    delete obj.consume;
                    delete obj.request;
                    delete obj.hello;
                }
                if (obj.heartbeatAnswer != null) {
                    delete obj.chunk;
                    delete obj.goodbye;
                    delete obj.outcome;
                    delete obj.update;
                    delete obj.consumerEnd;
                    delete obj.revoke;
                    delete obj.grant;
                    delete obj.reply;
                    delete obj.welcome;
                    delete obj.progress;
                    delete obj.abandon;
                    delete obj.heartbeat;
                    delete obj.consume;
                    delete obj.request;
                    delete obj.hello;
                }
                if (obj.revoke != null) {
                    delete obj.chunk;
                    delete obj.goodbye;
                    delete obj.outcome;
                    delete obj.update;
                    delete obj.consumerEnd;
                    delete obj.heartbeatAnswer;
                    delete obj.grant;
                    delete obj.reply;
                    delete obj.welcome;
                    delete obj.progress;
                    delete obj.abandon;
                    delete obj.heartbeat;
                    delete obj.consume;
                    delete obj.request;
                    delete obj.hello;
                }
                if (obj.grant != null) {
                    delete obj.chunk;
                    delete obj.goodbye;
                    delete obj.outcome;
                    delete obj.update;
                    delete obj.consumerEnd;
                    delete obj.heartbeatAnswer;
                    delete obj.revoke;
                    delete obj.reply;
                    delete obj.welcome;
                    delete obj.progress;
                    delete obj.abandon;
                    delete obj.heartbeat;
                    delete obj.consume;
                    delete obj.request;
                    delete obj.hello;
                }
                if (obj.reply != null) {
                    delete obj.chunk;
                    delete obj.goodbye;
                    delete obj.outcome;
                    delete obj.update;
                    delete obj.consumerEnd;
                    delete obj.heartbeatAnswer;
                    delete obj.revoke;
                    delete obj.grant;
                    delete obj.welcome;
                    delete obj.progress;
                    delete obj.abandon;
                    delete obj.heartbeat;
                    delete obj.consume;
                    delete obj.request;
                    delete obj.hello;
                }
                if (obj.welcome != null) {
                    delete obj.chunk;
                    delete obj.goodbye;
                    delete obj.outcome;
                    delete obj.update;
                    delete obj.consumerEnd;
                    delete obj.heartbeatAnswer;
                    delete obj.revoke;
                    delete obj.grant;
                    delete obj.reply;
                    delete obj.progress;
                    delete obj.abandon;
                    delete obj.heartbeat;
                    delete obj.consume;
                    delete obj.request;
                    delete obj.hello;
                }
                if (obj.progress != null) {
                    delete obj.chunk;
                    delete obj.goodbye;
                    delete obj.outcome;
                    delete obj.update;
                    delete obj.consumerEnd;
                    delete obj.heartbeatAnswer;
                    delete obj.revoke;
                    delete obj.grant;
                    delete obj.reply;
                    delete obj.welcome;
                    delete obj.abandon;
                    delete obj.heartbeat;
                    delete obj.consume;
                    delete obj.request;
                    delete obj.hello;
                }
                if (obj.abandon != null) {
                    delete obj.chunk;
                    delete obj.goodbye;
                    delete obj.outcome;
                    delete obj.update;
                    delete obj.consumerEnd;
                    delete obj.heartbeatAnswer;
                    delete obj.revoke;
                    delete obj.grant;
                    delete obj.reply;
                    delete obj.welcome;
                    delete obj.progress;
                    delete obj.heartbeat;
                    delete obj.consume;
                    delete obj.request;
                    delete obj.hello;
                }
                if (obj.heartbeat != null) {
                    delete obj.chunk;
                    delete obj.goodbye;
                    delete obj.outcome;
                    delete obj.update;
                    delete obj.consumerEnd;
                    delete obj.heartbeatAnswer;
                    delete obj.revoke;
                    delete obj.grant;
                    delete obj.reply;
                    delete obj.welcome;
                    delete obj.progress;
                    delete obj.abandon;
                    delete obj.consume;
                    delete obj.request;
                    delete obj.hello;
                }
                if (obj.consume != null) {
                    delete obj.chunk;
                    delete obj.goodbye;
                    delete obj.outcome;
                    delete obj.update;
                    delete obj.consumerEnd;
                    delete obj.heartbeatAnswer;
                    delete obj.revoke;
                    delete obj.grant;
                    delete obj.reply;
                    delete obj.welcome;
                    delete obj.progress;
                    delete obj.abandon;
                    delete obj.heartbeat;
                    delete obj.request;
                    delete obj.hello;
                }
                if (obj.request != null) {
                    delete obj.chunk;
                    delete obj.goodbye;
                    delete obj.outcome;
                    delete obj.update;
                    delete obj.consumerEnd;
                    delete obj.heartbeatAnswer;
                    delete obj.revoke;
                    delete obj.grant;
                    delete obj.reply;
                    delete obj.welcome;
                    delete obj.progress;
                    delete obj.abandon;
                    delete obj.heartbeat;
                    delete obj.consume;
                    delete obj.hello;
                }
                if (obj.hello != null) {
                    delete obj.chunk;
                    delete obj.goodbye;
                    delete obj.outcome;
                    delete obj.update;
                    delete obj.consumerEnd;
                    delete obj.heartbeatAnswer;
                    delete obj.revoke;
                    delete obj.grant;
                    delete obj.reply;
                    delete obj.welcome;
                    delete obj.progress;
                    delete obj.abandon;
                    delete obj.heartbeat;
                    delete obj.consume;
                    delete obj.request;
                }
                return obj;
            }, function* (reader, length, prefix, opts = {}) {
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            yield* Hello.codec().stream(reader, reader.uint32(), `${prefix}.hello`, {
                                limits: opts.limits?.hello
                            });
                            break;
                        }
                        case 2: {
                            yield* Request.codec().stream(reader, reader.uint32(), `${prefix}.request`, {
                                limits: opts.limits?.request
                            });
                            break;
                        }
                        case 3: {
                            yield* Consume.codec().stream(reader, reader.uint32(), `${prefix}.consume`, {
                                limits: opts.limits?.consume
                            });
                            break;
                        }
                        case 4: {
                            yield* Heartbeat.codec().stream(reader, reader.uint32(), `${prefix}.heartbeat`, {
                                limits: opts.limits?.heartbeat
                            });
                            break;
                        }
                        case 5: {
                            yield* Abandon.codec().stream(reader, reader.uint32(), `${prefix}.abandon`, {
                                limits: opts.limits?.abandon
                            });
                            break;
                        }
                        case 6: {
                            yield* Progress.codec().stream(reader, reader.uint32(), `${prefix}.progress`, {
                                limits: opts.limits?.progress
                            });
                            break;
                        }
                        case 16: {
                            yield* Welcome.codec().stream(reader, reader.uint32(), `${prefix}.welcome`, {
                                limits: opts.limits?.welcome
                            });
                            break;
                        }
                        case 17: {
                            yield* Reply.codec().stream(reader, reader.uint32(), `${prefix}.reply`, {
                                limits: opts.limits?.reply
                            });
                            break;
                        }
                        case 18: {
                            yield* Grant.codec().stream(reader, reader.uint32(), `${prefix}.grant`, {
                                limits: opts.limits?.grant
                            });
                            break;
                        }
                        case 19: {
                            yield* Revoke.codec().stream(reader, reader.uint32(), `${prefix}.revoke`, {
                                limits: opts.limits?.revoke
                            });
                            break;
                        }
                        case 20: {
                            yield* HeartbeatAnswer.codec().stream(reader, reader.uint32(), `${prefix}.heartbeatAnswer`, {
                                limits: opts.limits?.heartbeatAnswer
                            });
                            break;
                        }
                        case 21: {
                            yield* ConsumerEnd.codec().stream(reader, reader.uint32(), `${prefix}.consumerEnd`, {
                                limits: opts.limits?.consumerEnd
                            });
                            break;
                        }
                        case 22: {
                            yield* Update.codec().stream(reader, reader.uint32(), `${prefix}.update`, {
                                limits: opts.limits?.update
                            });
                            break;
                        }
                        case 23: {
                            yield* Outcome.codec().stream(reader, reader.uint32(), `${prefix}.outcome`, {
                                limits: opts.limits?.outcome
                            });
                            break;
                        }
                        case 32: {
                            yield* Goodbye.codec().stream(reader, reader.uint32(), `${prefix}.goodbye`, {
                                limits: opts.limits?.goodbye
                            });
                            break;
                        }
                        case 33: {
                            yield* Chunk.codec().stream(reader, reader.uint32(), `${prefix}.chunk`, {
                                limits: opts.limits?.chunk
                            });
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
            });
        }
        return _codec;
    };
    function encode(obj) {
        return encodeMessage(obj, Message.codec());
    }
    Message.encode = encode;
    function decode(buf, opts) {
        return decodeMessage(buf, Message.codec(), opts);
    }
    Message.decode = decode;
    function stream(buf, opts) {
        return streamMessage(buf, Message.codec(), opts);
    }
    Message.stream = stream;
})(Message || (Message = {}));
export var Hello;
(function (Hello) {
    let _codec;
    Hello.codec = () => {
        if (_codec == null) {
            _codec = message((obj, w, opts = {}) => {
                if (opts.lengthDelimited !== false) {
                    w.fork();
                }
                if ((obj.session != null && obj.session.byteLength > 0)) {
                    w.uint32(10);
                    w.bytes(obj.session);
                }
                if ((obj.name != null && obj.name !== '')) {
                    w.uint32(18);
                    w.string(obj.name);
                }
                if ((obj.resume != null && obj.resume !== false)) {
                    w.uint32(24);
                    w.bool(obj.resume);
                }
                if ((obj.history != null && obj.history.byteLength > 0)) {
                    w.uint32(34);
                    w.bytes(obj.history);
                }
                if (obj.held != null && obj.held.length > 0) {
                    for (const value of obj.held) {
                        w.uint32(40);
                        w.uint64Number(value);
                    }
                }
                if (opts.lengthDelimited !== false) {
                    w.ldelim();
                }
            }, (reader, length, opts = {}) => {
                const obj = {
                    session: uint8ArrayAlloc(0),
                    name: '',
                    resume: false,
                    history: uint8ArrayAlloc(0),
                    held: []
                };
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            obj.session = reader.bytes();
                            break;
                        }
                        case 2: {
                            obj.name = reader.string();
                            break;
                        }
                        case 3: {
                            obj.resume = reader.bool();
                            break;
                        }
                        case 4: {
                            obj.history = reader.bytes();
                            break;
                        }
                        case 5: {
                            if (opts.limits?.held != null && obj.held.length === opts.limits.held) {
                                throw new MaxLengthError('Decode error - repeated field "held" had too many elements');
                            }
                            obj.held.push(reader.uint64Number());
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
                return obj;
            }, function* (reader, length, prefix, opts = {}) {
                const obj = {
                    held: 0
                };
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            yield {
                                field: `${prefix}.session`,
                                value: reader.bytes()
                            };
                            break;
                        }
                        case 2: {
                            yield {
                                field: `${prefix}.name`,
                                value: reader.string()
                            };
                            break;
                        }
                        case 3: {
                            yield {
                                field: `${prefix}.resume`,
                                value: reader.bool()
                            };
                            break;
                        }
                        case 4: {
                            yield {
                                field: `${prefix}.history`,
                                value: reader.bytes()
                            };
                            break;
                        }
                        case 5: {
                            if (opts.limits?.held != null && obj.held === opts.limits.held) {
                                throw new MaxLengthError('Streaming decode error - repeated field "held" had too many elements');
                            }
                            yield {
                                field: `${prefix}.held[]`,
                                index: obj.held,
                                value: reader.uint64Number()
                            };
                            obj.held++;
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
            });
        }
        return _codec;
    };
    function encode(obj) {
        return encodeMessage(obj, Hello.codec());
    }
    Hello.encode = encode;
    function decode(buf, opts) {
        return decodeMessage(buf, Hello.codec(), opts);
    }
    Hello.decode = decode;
    function stream(buf, opts) {
        return streamMessage(buf, Hello.codec(), opts);
    }
    Hello.stream = stream;
})(Hello || (Hello = {}));
export var Welcome;
(function (Welcome) {
    let _codec;
    Welcome.codec = () => {
        if (_codec == null) {
            _codec = message((obj, w, opts = {}) => {
                if (opts.lengthDelimited !== false) {
                    w.fork();
                }
                if ((obj.history != null && obj.history.byteLength > 0)) {
                    w.uint32(10);
                    w.bytes(obj.history);
                }
                if ((obj.resumed != null && obj.resumed !== false)) {
                    w.uint32(16);
                    w.bool(obj.resumed);
                }
                if (obj.voided != null && obj.voided.length > 0) {
                    for (const value of obj.voided) {
                        w.uint32(24);
                        w.uint64Number(value);
                    }
                }
                if ((obj.heartbeatMs != null && obj.heartbeatMs !== 0)) {
                    w.uint32(32);
                    w.uint32(obj.heartbeatMs);
                }
                if ((obj.silentMs != null && obj.silentMs !== 0)) {
                    w.uint32(40);
                    w.uint32(obj.silentMs);
                }
                if ((obj.maxFrameBytes != null && obj.maxFrameBytes !== 0)) {
                    w.uint32(48);
                    w.uint32(obj.maxFrameBytes);
                }
                if ((obj.maxPayloadBytes != null && obj.maxPayloadBytes !== 0)) {
                    w.uint32(56);
                    w.uint32(obj.maxPayloadBytes);
                }
                if ((obj.maxRequests != null && obj.maxRequests !== 0)) {
                    w.uint32(64);
                    w.uint32(obj.maxRequests);
                }
                if ((obj.maxWaiters != null && obj.maxWaiters !== 0)) {
                    w.uint32(72);
                    w.uint32(obj.maxWaiters);
                }
                if ((obj.keyName != null && obj.keyName !== '')) {
                    w.uint32(82);
                    w.string(obj.keyName);
                }
                if (opts.lengthDelimited !== false) {
                    w.ldelim();
                }
            }, (reader, length, opts = {}) => {
                const obj = {
                    history: uint8ArrayAlloc(0),
                    resumed: false,
                    voided: [],
                    heartbeatMs: 0,
                    silentMs: 0,
                    maxFrameBytes: 0,
                    maxPayloadBytes: 0,
                    maxRequests: 0,
                    maxWaiters: 0,
                    keyName: ''
                };
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            obj.history = reader.bytes();
                            break;
                        }
                        case 2: {
                            obj.resumed = reader.bool();
                            break;
                        }
                        case 3: {
                            if (opts.limits?.voided != null && obj.voided.length === opts.limits.voided) {
                                throw new MaxLengthError('Decode error - repeated field "voided" had too many elements');
                            }
                            obj.voided.push(reader.uint64Number());
                            break;
                        }
                        case 4: {
                            obj.heartbeatMs = reader.uint32();
                            break;
                        }
                        case 5: {
                            obj.silentMs = reader.uint32();
                            break;
                        }
                        case 6: {
                            obj.maxFrameBytes = reader.uint32();
                            break;
                        }
                        case 7: {
                            obj.maxPayloadBytes = reader.uint32();
                            break;
                        }
                        case 8: {
                            obj.maxRequests = reader.uint32();
                            break;
                        }
                        case 9: {
                            obj.maxWaiters = reader.uint32();
                            break;
                        }
                        case 10: {
                            obj.keyName = reader.string();
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
                return obj;
            }, function* (reader, length, prefix, opts = {}) {
                const obj = {
                    voided: 0
                };
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            yield {
                                field: `${prefix}.history`,
                                value: reader.bytes()
                            };
                            break;
                        }
                        case 2: {
                            yield {
                                field: `${prefix}.resumed`,
                                value: reader.bool()
                            };
                            break;
                        }
                        case 3: {
                            if (opts.limits?.voided != null && obj.voided === opts.limits.voided) {
                                throw new MaxLengthError('Streaming decode error - repeated field "voided" had too many elements');
                            }
                            yield {
                                field: `${prefix}.voided[]`,
                                index: obj.voided,
                                value: reader.uint64Number()
                            };
                            obj.voided++;
                            break;
                        }
                        case 4: {
                            yield {
                                field: `${prefix}.heartbeatMs`,
                                value: reader.uint32()
                            };
                            break;
                        }
                        case 5: {
                            yield {
                                field: `${prefix}.silentMs`,
                                value: reader.uint32()
                            };
                            break;
                        }
                        case 6: {
                            yield {
                                field: `${prefix}.maxFrameBytes`,
                                value: reader.uint32()
                            };
                            break;
                        }
                        case 7: {
                            yield {
                                field: `${prefix}.maxPayloadBytes`,
                                value: reader.uint32()
                            };
                            break;
                        }
                        case 8: {
                            yield {
                                field: `${prefix}.maxRequests`,
                                value: reader.uint32()
                            };
                            break;
                        }
                        case 9: {
                            yield {
                                field: `${prefix}.maxWaiters`,
                                value: reader.uint32()
                            };
                            break;
                        }
                        case 10: {
                            yield {
                                field: `${prefix}.keyName`,
                                value: reader.string()
                            };
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
            });
        }
        return _codec;
    };
    function encode(obj) {
        return encodeMessage(obj, Welcome.codec());
    }
    Welcome.encode = encode;
    function decode(buf, opts) {
        return decodeMessage(buf, Welcome.codec(), opts);
    }
    Welcome.decode = decode;
    function stream(buf, opts) {
        return streamMessage(buf, Welcome.codec(), opts);
    }
    Welcome.stream = stream;
})(Welcome || (Welcome = {}));
export var Heartbeat;
(function (Heartbeat) {
    let _codec;
    Heartbeat.codec = () => {
        if (_codec == null) {
            _codec = message((obj, w, opts = {}) => {
                if (opts.lengthDelimited !== false) {
                    w.fork();
                }
                if ((obj.sequence != null && obj.sequence !== 0)) {
                    w.uint32(8);
                    w.uint64Number(obj.sequence);
                }
                if (obj.tokens != null && obj.tokens.length > 0) {
                    for (const value of obj.tokens) {
                        w.uint32(16);
                        w.uint64Number(value);
                    }
                }
                if (obj.started != null && obj.started.length > 0) {
                    for (const value of obj.started) {
                        w.uint32(24);
                        w.uint64Number(value);
                    }
                }
                if (opts.lengthDelimited !== false) {
                    w.ldelim();
                }
            }, (reader, length, opts = {}) => {
                const obj = {
                    sequence: 0,
                    tokens: [],
                    started: []
                };
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            obj.sequence = reader.uint64Number();
                            break;
                        }
                        case 2: {
                            if (opts.limits?.tokens != null && obj.tokens.length === opts.limits.tokens) {
                                throw new MaxLengthError('Decode error - repeated field "tokens" had too many elements');
                            }
                            obj.tokens.push(reader.uint64Number());
                            break;
                        }
                        case 3: {
                            if (opts.limits?.started != null && obj.started.length === opts.limits.started) {
                                throw new MaxLengthError('Decode error - repeated field "started" had too many elements');
                            }
                            obj.started.push(reader.uint64Number());
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
                return obj;
            }, function* (reader, length, prefix, opts = {}) {
                const obj = {
                    tokens: 0,
                    started: 0
                };
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            yield {
                                field: `${prefix}.sequence`,
                                value: reader.uint64Number()
                            };
                            break;
                        }
                        case 2: {
                            if (opts.limits?.tokens != null && obj.tokens === opts.limits.tokens) {
                                throw new MaxLengthError('Streaming decode error - repeated field "tokens" had too many elements');
                            }
                            yield {
                                field: `${prefix}.tokens[]`,
                                index: obj.tokens,
                                value: reader.uint64Number()
                            };
                            obj.tokens++;
                            break;
                        }
                        case 3: {
                            if (opts.limits?.started != null && obj.started === opts.limits.started) {
                                throw new MaxLengthError('Streaming decode error - repeated field "started" had too many elements');
                            }
                            yield {
                                field: `${prefix}.started[]`,
                                index: obj.started,
                                value: reader.uint64Number()
                            };
                            obj.started++;
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
            });
        }
        return _codec;
    };
    function encode(obj) {
        return encodeMessage(obj, Heartbeat.codec());
    }
    Heartbeat.encode = encode;
    function decode(buf, opts) {
        return decodeMessage(buf, Heartbeat.codec(), opts);
    }
    Heartbeat.decode = decode;
    function stream(buf, opts) {
        return streamMessage(buf, Heartbeat.codec(), opts);
    }
    Heartbeat.stream = stream;
})(Heartbeat || (Heartbeat = {}));
export var HeartbeatAnswer;
(function (HeartbeatAnswer) {
    let _codec;
    HeartbeatAnswer.codec = () => {
        if (_codec == null) {
            _codec = message((obj, w, opts = {}) => {
                if (opts.lengthDelimited !== false) {
                    w.fork();
                }
                if ((obj.sequence != null && obj.sequence !== 0)) {
                    w.uint32(8);
                    w.uint64Number(obj.sequence);
                }
                if (obj.refused != null && obj.refused.length > 0) {
                    for (const value of obj.refused) {
                        w.uint32(16);
                        w.uint64Number(value);
                    }
                }
                if (opts.lengthDelimited !== false) {
                    w.ldelim();
                }
            }, (reader, length, opts = {}) => {
                const obj = {
                    sequence: 0,
                    refused: []
                };
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            obj.sequence = reader.uint64Number();
                            break;
                        }
                        case 2: {
                            if (opts.limits?.refused != null && obj.refused.length === opts.limits.refused) {
                                throw new MaxLengthError('Decode error - repeated field "refused" had too many elements');
                            }
                            obj.refused.push(reader.uint64Number());
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
                return obj;
            }, function* (reader, length, prefix, opts = {}) {
                const obj = {
                    refused: 0
                };
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            yield {
                                field: `${prefix}.sequence`,
                                value: reader.uint64Number()
                            };
                            break;
                        }
                        case 2: {
                            if (opts.limits?.refused != null && obj.refused === opts.limits.refused) {
                                throw new MaxLengthError('Streaming decode error - repeated field "refused" had too many elements');
                            }
                            yield {
                                field: `${prefix}.refused[]`,
                                index: obj.refused,
                                value: reader.uint64Number()
                            };
                            obj.refused++;
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
            });
        }
        return _codec;
    };
    function encode(obj) {
        return encodeMessage(obj, HeartbeatAnswer.codec());
    }
    HeartbeatAnswer.encode = encode;
    function decode(buf, opts) {
        return decodeMessage(buf, HeartbeatAnswer.codec(), opts);
    }
    HeartbeatAnswer.decode = decode;
    function stream(buf, opts) {
        return streamMessage(buf, HeartbeatAnswer.codec(), opts);
    }
    HeartbeatAnswer.stream = stream;
})(HeartbeatAnswer || (HeartbeatAnswer = {}));
export var Goodbye;
(function (Goodbye) {
    let Reason;
    (function (Reason) {
        Reason["DONE"] = "DONE";
        Reason["FOR_GOOD"] = "FOR_GOOD";
        Reason["BACK_SOON"] = "BACK_SOON";
        Reason["REFUSED"] = "REFUSED";
        Reason["ANSWER"] = "ANSWER";
        Reason["REPLACED"] = "REPLACED";
    })(Reason = Goodbye.Reason || (Goodbye.Reason = {}));
    let __ReasonValues;
    (function (__ReasonValues) {
        __ReasonValues[__ReasonValues["DONE"] = 0] = "DONE";
        __ReasonValues[__ReasonValues["FOR_GOOD"] = 1] = "FOR_GOOD";
        __ReasonValues[__ReasonValues["BACK_SOON"] = 2] = "BACK_SOON";
        __ReasonValues[__ReasonValues["REFUSED"] = 3] = "REFUSED";
        __ReasonValues[__ReasonValues["ANSWER"] = 4] = "ANSWER";
        __ReasonValues[__ReasonValues["REPLACED"] = 5] = "REPLACED";
    })(__ReasonValues || (__ReasonValues = {}));
    (function (Reason) {
        Reason.codec = () => {
            return enumeration(__ReasonValues);
        };
    })(Reason = Goodbye.Reason || (Goodbye.Reason = {}));
    let _codec;
    Goodbye.codec = () => {
        if (_codec == null) {
            _codec = message((obj, w, opts = {}) => {
                if (opts.lengthDelimited !== false) {
                    w.fork();
                }
                if (obj.reason != null && __ReasonValues[obj.reason] !== 0) {
                    w.uint32(8);
                    Goodbye.Reason.codec().encode(obj.reason, w);
                }
                if (obj.status != null && __StatusValues[obj.status] !== 0) {
                    w.uint32(16);
                    Status.codec().encode(obj.status, w);
                }
                if ((obj.message != null && obj.message !== '')) {
                    w.uint32(26);
                    w.string(obj.message);
                }
                if (opts.lengthDelimited !== false) {
                    w.ldelim();
                }
            }, (reader, length, opts = {}) => {
                const obj = {
                    reason: Reason.DONE,
                    status: Status.OK,
                    message: ''
                };
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            obj.reason = Goodbye.Reason.codec().decode(reader);
                            break;
                        }
                        case 2: {
                            obj.status = Status.codec().decode(reader);
                            break;
                        }
                        case 3: {
                            obj.message = reader.string();
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
                return obj;
            }, function* (reader, length, prefix, opts = {}) {
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            yield {
                                field: `${prefix}.reason`,
                                value: Goodbye.Reason.codec().decode(reader)
                            };
                            break;
                        }
                        case 2: {
                            yield {
                                field: `${prefix}.status`,
                                value: Status.codec().decode(reader)
                            };
                            break;
                        }
                        case 3: {
                            yield {
                                field: `${prefix}.message`,
                                value: reader.string()
                            };
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
            });
        }
        return _codec;
    };
    function encode(obj) {
        return encodeMessage(obj, Goodbye.codec());
    }
    Goodbye.encode = encode;
    function decode(buf, opts) {
        return decodeMessage(buf, Goodbye.codec(), opts);
    }
    Goodbye.decode = decode;
    function stream(buf, opts) {
        return streamMessage(buf, Goodbye.codec(), opts);
    }
    Goodbye.stream = stream;
})(Goodbye || (Goodbye = {}));
export var Chunk;
(function (Chunk) {
    let _codec;
    Chunk.codec = () => {
        if (_codec == null) {
            _codec = message((obj, w, opts = {}) => {
                if (opts.lengthDelimited !== false) {
                    w.fork();
                }
                if ((obj.data != null && obj.data.byteLength > 0)) {
                    w.uint32(10);
                    w.bytes(obj.data);
                }
                if ((obj.last != null && obj.last !== false)) {
                    w.uint32(16);
                    w.bool(obj.last);
                }
                if (opts.lengthDelimited !== false) {
                    w.ldelim();
                }
            }, (reader, length, opts = {}) => {
                const obj = {
                    data: uint8ArrayAlloc(0),
                    last: false
                };
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            obj.data = reader.bytes();
                            break;
                        }
                        case 2: {
                            obj.last = reader.bool();
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
                return obj;
            }, function* (reader, length, prefix, opts = {}) {
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            yield {
                                field: `${prefix}.data`,
                                value: reader.bytes()
                            };
                            break;
                        }
                        case 2: {
                            yield {
                                field: `${prefix}.last`,
                                value: reader.bool()
                            };
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
            });
        }
        return _codec;
    };
    function encode(obj) {
        return encodeMessage(obj, Chunk.codec());
    }
    Chunk.encode = encode;
    function decode(buf, opts) {
        return decodeMessage(buf, Chunk.codec(), opts);
    }
    Chunk.decode = decode;
    function stream(buf, opts) {
        return streamMessage(buf, Chunk.codec(), opts);
    }
    Chunk.stream = stream;
})(Chunk || (Chunk = {}));
export var Request;
(function (Request) {
    let _codec;
    Request.codec = () => {
        if (_codec == null) {
            _codec = message((obj, w, opts = {}) => {
                if (opts.lengthDelimited !== false) {
                    w.fork();
                }
                obj = { ...obj };
                if (obj.completeMany != null) {
                    obj.collect = undefined;
                    obj.listQueues = undefined;
                    obj.listPeers = undefined;
                    obj.watch = undefined;
                    obj.getStats = undefined;
                    obj.listTasks = undefined;
                    obj.redrive = undefined;
                    obj.requeue = undefined;
                    obj.administer = undefined;
                    obj.setMaxSize = undefined;
                    obj.shutdown = undefined;
                    obj.join = undefined;
                    obj.taskDone = undefined;
                    obj.ask = undefined;
                    obj.inspect = undefined;
                    obj.follow = undefined;
                    obj.awaitResult = undefined;
                    obj.cancel = undefined;
                    obj.extend = undefined;
                    obj.confirm = undefined;
                    obj.settle = undefined;
                    obj.take = undefined;
                    obj.put = undefined;
                    obj.declare = undefined;
                }
                if (obj.collect != null) {
                    obj.completeMany = undefined;
                    obj.listQueues = undefined;
                    obj.listPeers = undefined;
                    obj.watch = undefined;
                    obj.getStats = undefined;
                    obj.listTasks = undefined;
                    obj.redrive = undefined;
                    obj.requeue = undefined;
                    obj.administer = undefined;
                    obj.setMaxSize = undefined;
                    obj.shutdown = undefined;
                    obj.join = undefined;
                    obj.taskDone = undefined;
                    obj.ask = undefined;
                    obj.inspect = undefined;
                    obj.follow = undefined;
                    obj.awaitResult = undefined;
                    obj.cancel = undefined;
                    obj.extend = undefined;
                    obj.confirm = undefined;
                    obj.settle = undefined;
                    obj.take = undefined;
                    obj.put = undefined;
                    obj.declare = undefined;
                }
                if (obj.listQueues != null) {
                    obj.completeMany = undefined;
                    obj.collect = undefined;
                    obj.listPeers = undefined;
                    obj.watch = undefined;
                    obj.getStats = undefined;
                    obj.listTasks = undefined;
                    obj.redrive = undefined;
                    obj.requeue = undefined;
                    obj.administer = undefined;
                    obj.setMaxSize = undefined;
                    obj.shutdown = undefined;
                    obj.join = undefined;
                    obj.taskDone = undefined;
                    obj.ask = undefined;
                    obj.inspect = undefined;
                    obj.follow = undefined;
                    obj.awaitResult = undefined;
                    obj.cancel = undefined;
                    obj.extend = undefined;
                    obj.confirm = undefined;
                    obj.settle = undefined;
                    obj.take = undefined;
                    obj.put = undefined;
                    obj.declare = undefined;
                }
                if (obj.listPeers != null) {
                    obj.completeMany = undefined;
                    obj.collect = undefined;
                    obj.listQueues = undefined;
                    obj.watch = undefined;
                    obj.getStats = undefined;
                    obj.listTasks = undefined;
                    obj.redrive = undefined;
                    obj.requeue = undefined;
                    obj.administer = undefined;
                    obj.setMaxSize = undefined;
                    obj.shutdown = undefined;
                    obj.join = undefined;
                    obj.taskDone = undefined;
                    obj.ask = undefined;
                    obj.inspect = undefined;
                    obj.follow = undefined;
                    obj.awaitResult = undefined;
                    obj.cancel = undefined;
                    obj.extend = undefined;
                    obj.confirm = undefined;
                    obj.settle = undefined;
                    obj.take = undefined;
                    obj.put = undefined;
                    obj.declare = undefined;
                }
                if (obj.watch != null) {
                    obj.completeMany = undefined;
                    obj.collect = undefined;
                    obj.listQueues = undefined;
                    obj.listPeers = undefined;
                    obj.getStats = undefined;
                    obj.listTasks = undefined;
                    obj.redrive = undefined;
                    obj.requeue = undefined;
                    obj.administer = undefined;
                    obj.setMaxSize = undefined;
                    obj.shutdown = undefined;
                    obj.join = undefined;
                    obj.taskDone = undefined;
                    obj.ask = undefined;
                    obj.inspect = undefined;
                    obj.follow = undefined;
                    obj.awaitResult = undefined;
                    obj.cancel = undefined;
                    obj.extend = undefined;
                    obj.confirm = undefined;
                    obj.settle = undefined;
                    obj.take = undefined;
                    obj.put = undefined;
                    obj.declare = undefined;
                }
                if (obj.getStats != null) {
                    obj.completeMany = undefined;
                    obj.collect = undefined;
                    obj.listQueues = undefined;
                    obj.listPeers = undefined;
                    obj.watch = undefined;
                    obj.listTasks = undefined;
                    obj.redrive = undefined;
                    obj.requeue = undefined;
                    obj.administer = undefined;
                    obj.setMaxSize = undefined;
                    obj.shutdown = undefined;
                    obj.join = undefined;
                    obj.taskDone = undefined;
                    obj.ask = undefined;
                    obj.inspect = undefined;
                    obj.follow = undefined;
                    obj.awaitResult = undefined;
                    obj.cancel = undefined;
                    obj.extend = undefined;
                    obj.confirm = undefined;
                    obj.settle = undefined;
                    obj.take = undefined;
                    obj.put = undefined;
                    obj.declare = undefined;
                }
                if (obj.listTasks != null) {
                    obj.completeMany = undefined;
                    obj.collect = undefined;
                    obj.listQueues = undefined;
                    obj.listPeers = undefined;
                    obj.watch = undefined;
                    obj.getStats = undefined;
                    obj.redrive = undefined;
                    obj.requeue = undefined;
                    obj.administer = undefined;
                    obj.setMaxSize = undefined;
                    obj.shutdown = undefined;
                    obj.join = undefined;
                    obj.taskDone = undefined;
                    obj.ask = undefined;
                    obj.inspect = undefined;
                    obj.follow = undefined;
                    obj.awaitResult = undefined;
                    obj.cancel = undefined;
                    obj.extend = undefined;
                    obj.confirm = undefined;
                    obj.settle = undefined;
                    obj.take = undefined;
                    obj.put = undefined;
                    obj.declare = undefined;
                }
                if (obj.redrive != null) {
                    obj.completeMany = undefined;
                    obj.collect = undefined;
                    obj.listQueues = undefined;
                    obj.listPeers = undefined;
                    obj.watch = undefined;
                    obj.getStats = undefined;
                    obj.listTasks = undefined;
                    obj.requeue = undefined;
                    obj.administer = undefined;
                    obj.setMaxSize = undefined;
                    obj.shutdown = undefined;
                    obj.join = undefined;
                    obj.taskDone = undefined;
                    obj.ask = undefined;
                    obj.inspect = undefined;
                    obj.follow = undefined;
                    obj.awaitResult = undefined;
                    obj.cancel = undefined;
                    obj.extend = undefined;
                    obj.confirm = undefined;
                    obj.settle = undefined;
                    obj.take = undefined;
                    obj.put = undefined;
                    obj.declare = undefined;
                }
                if (obj.requeue != null) {
                    obj.completeMany = undefined;
                    obj.collect = undefined;
                    obj.listQueues = undefined;
                    obj.listPeers = undefined;
                    obj.watch = undefined;
                    obj.getStats = undefined;
                    obj.listTasks = undefined;
                    obj.redrive = undefined;
                    obj.administer = undefined;
                    obj.setMaxSize = undefined;
                    obj.shutdown = undefined;
                    obj.join = undefined;
                    obj.taskDone = undefined;
                    obj.ask = undefined;
                    obj.inspect = undefined;
                    obj.follow = undefined;
                    obj.awaitResult = undefined;
                    obj.cancel = undefined;
                    obj.extend = undefined;
                    obj.confirm = undefined;
                    obj.settle = undefined;
                    obj.take = undefined;
                    obj.put = undefined;
                    obj.declare = undefined;
                }
                if (obj.administer != null) {
                    obj.completeMany = undefined;
                    obj.collect = undefined;
                    obj.listQueues = undefined;
                    obj.listPeers = undefined;
                    obj.watch = undefined;
                    obj.getStats = undefined;
                    obj.listTasks = undefined;
                    obj.redrive = undefined;
                    obj.requeue = undefined;
                    obj.setMaxSize = undefined;
                    obj.shutdown = undefined;
                    obj.join = undefined;
                    obj.taskDone = undefined;
                    obj.ask = undefined;
                    obj.inspect = undefined;
                    obj.follow = undefined;
                    obj.awaitResult = undefined;
                    obj.cancel = undefined;
                    obj.extend = undefined;
                    obj.confirm = undefined;
                    obj.settle = undefined;
                    obj.take = undefined;
                    obj.put = undefined;
                    obj.declare = undefined;
                }
                if (obj.setMaxSize != null) {
                    obj.completeMany = undefined;
                    obj.collect = undefined;
                    obj.listQueues = undefined;
                    obj.listPeers = undefined;
                    obj.watch = undefined;
                    obj.getStats = undefined;
                    obj.listTasks = undefined;
                    obj.redrive = undefined;
                    obj.requeue = undefined;
                    obj.administer = undefined;
                    obj.shutdown = undefined;
                    obj.join = undefined;
                    obj.taskDone = undefined;
                    obj.ask = undefined;
                    obj.inspect = undefined;
                    obj.follow = undefined;
                    obj.awaitResult = undefined;
                    obj.cancel = undefined;
                    obj.extend = undefined;
                    obj.confirm = undefined;
                    obj.settle = undefined;
                    obj.take = undefined;
                    obj.put = undefined;
                    obj.declare = undefined;
                }
                if (obj.shutdown != null) {
                    obj.completeMany = undefined;
                    obj.collect = undefined;
                    obj.listQueues = undefined;
                    obj.listPeers = undefined;
                    obj.watch = undefined;
                    obj.getStats = undefined;
                    obj.listTasks = undefined;
                    obj.redrive = undefined;
                    obj.requeue = undefined;
                    obj.administer = undefined;
                    obj.setMaxSize = undefined;
                    obj.join = undefined;
                    obj.taskDone = undefined;
                    obj.ask = undefined;
                    obj.inspect = undefined;
                    obj.follow = undefined;
                    obj.awaitResult = undefined;
                    obj.cancel = undefined;
                    obj.extend = undefined;
                    obj.confirm = undefined;
                    obj.settle = undefined;
                    obj.take = undefined;
                    obj.put = undefined;
                    obj.declare = undefined;
                }
                if (obj.join != null) {
                    obj.completeMany = undefined;
                    obj.collect = undefined;
                    obj.listQueues = undefined;
                    obj.listPeers = undefined;
                    obj.watch = undefined;
                    obj.getStats = undefined;
                    obj.listTasks = undefined;
                    obj.redrive = undefined;
                    obj.requeue = undefined;
                    obj.administer = undefined;
                    obj.setMaxSize = undefined;
                    obj.shutdown = undefined;
                    obj.taskDone = undefined;
                    obj.ask = undefined;
                    obj.inspect = undefined;
                    obj.follow = undefined;
                    obj.awaitResult = undefined;
                    obj.cancel = undefined;
                    obj.extend = undefined;
                    obj.confirm = undefined;
                    obj.settle = undefined;
                    obj.take = undefined;
                    obj.put = undefined;
                    obj.declare = undefined;
                }
                if (obj.taskDone != null) {
                    obj.completeMany = undefined;
                    obj.collect = undefined;
                    obj.listQueues = undefined;
                    obj.listPeers = undefined;
                    obj.watch = undefined;
                    obj.getStats = undefined;
                    obj.listTasks = undefined;
                    obj.redrive = undefined;
                    obj.requeue = undefined;
                    obj.administer = undefined;
                    obj.setMaxSize = undefined;
                    obj.shutdown = undefined;
                    obj.join = undefined;
                    obj.ask = undefined;
                    obj.inspect = undefined;
                    obj.follow = undefined;
                    obj.awaitResult = undefined;
                    obj.cancel = undefined;
                    obj.extend = undefined;
                    obj.confirm = undefined;
                    obj.settle = undefined;
                    obj.take = undefined;
                    obj.put = undefined;
                    obj.declare = undefined;
                }
                if (obj.ask != null) {
                    obj.completeMany = undefined;
                    obj.collect = undefined;
                    obj.listQueues = undefined;
                    obj.listPeers = undefined;
                    obj.watch = undefined;
                    obj.getStats = undefined;
                    obj.listTasks = undefined;
                    obj.redrive = undefined;
                    obj.requeue = undefined;
                    obj.administer = undefined;
                    obj.setMaxSize = undefined;
                    obj.shutdown = undefined;
                    obj.join = undefined;
                    obj.taskDone = undefined;
                    obj.inspect = undefined;
                    obj.follow = undefined;
                    obj.awaitResult = undefined;
                    obj.cancel = undefined;
                    obj.extend = undefined;
                    obj.confirm = undefined;
                    obj.settle = undefined;
                    obj.take = undefined;
                    obj.put = undefined;
                    obj.declare = undefined;
                }
                if (obj.inspect != null) {
                    obj.completeMany = undefined;
                    obj.collect = undefined;
                    obj.listQueues = undefined;
                    obj.listPeers = undefined;
                    obj.watch = undefined;
                    obj.getStats = undefined;
                    obj.listTasks = undefined;
                    obj.redrive = undefined;
                    obj.requeue = undefined;
                    obj.administer = undefined;
                    obj.setMaxSize = undefined;
                    obj.shutdown = undefined;
                    obj.join = undefined;
                    obj.taskDone = undefined;
                    obj.ask = undefined;
                    obj.follow = undefined;
                    obj.awaitResult = undefined;
                    obj.cancel = undefined;
                    obj.extend = undefined;
                    obj.confirm = undefined;
                    obj.settle = undefined;
                    obj.take = undefined;
                    obj.put = undefined;
                    obj.declare = undefined;
                }
                if (obj.follow != null) {
                    obj.completeMany = undefined;
                    obj.collect = undefined;
                    obj.listQueues = undefined;
                    obj.listPeers = undefined;
                    obj.watch = undefined;
                    obj.getStats = undefined;
                    obj.listTasks = undefined;
                    obj.redrive = undefined;
                    obj.requeue = undefined;
                    obj.administer = undefined;
                    obj.setMaxSize = undefined;
                    obj.shutdown = undefined;
                    obj.join = undefined;
                    obj.taskDone = undefined;
                    obj.ask = undefined;
                    obj.inspect = undefined;
                    obj.awaitResult = undefined;
                    obj.cancel = undefined;
                    obj.extend = undefined;
                    obj.confirm = undefined;
                    obj.settle = undefined;
                    obj.take = undefined;
                    obj.put = undefined;
                    obj.declare = undefined;
                }
                if (obj.awaitResult != null) {
                    obj.completeMany = undefined;
                    obj.collect = undefined;
                    obj.listQueues = undefined;
                    obj.listPeers = undefined;
                    obj.watch = undefined;
                    obj.getStats = undefined;
                    obj.listTasks = undefined;
                    obj.redrive = undefined;
                    obj.requeue = undefined;
                    obj.administer = undefined;
                    obj.setMaxSize = undefined;
                    obj.shutdown = undefined;
                    obj.join = undefined;
                    obj.taskDone = undefined;
                    obj.ask = undefined;
                    obj.inspect = undefined;
                    obj.follow = undefined;
                    obj.cancel = undefined;
                    obj.extend = undefined;
                    obj.confirm = undefined;
                    obj.settle = undefined;
                    obj.take = undefined;
                    obj.put = undefined;
                    obj.declare = undefined;
                }
                if (obj.cancel != null) {
                    obj.completeMany = undefined;
                    obj.collect = undefined;
                    obj.listQueues = undefined;
                    obj.listPeers = undefined;
                    obj.watch = undefined;
                    obj.getStats = undefined;
                    obj.listTasks = undefined;
                    obj.redrive = undefined;
                    obj.requeue = undefined;
                    obj.administer = undefined;
                    obj.setMaxSize = undefined;
                    obj.shutdown = undefined;
                    obj.join = undefined;
                    obj.taskDone = undefined;
                    obj.ask = undefined;
                    obj.inspect = undefined;
                    obj.follow = undefined;
                    obj.awaitResult = undefined;
                    obj.extend = undefined;
                    obj.confirm = undefined;
                    obj.settle = undefined;
                    obj.take = undefined;
                    obj.put = undefined;
                    obj.declare = undefined;
                }
                if (obj.extend != null) {
                    obj.completeMany = undefined;
                    obj.collect = undefined;
                    obj.listQueues = undefined;
                    obj.listPeers = undefined;
                    obj.watch = undefined;
                    obj.getStats = undefined;
                    obj.listTasks = undefined;
                    obj.redrive = undefined;
                    obj.requeue = undefined;
                    obj.administer = undefined;
                    obj.setMaxSize = undefined;
                    obj.shutdown = undefined;
                    obj.join = undefined;
                    obj.taskDone = undefined;
                    obj.ask = undefined;
                    obj.inspect = undefined;
                    obj.follow = undefined;
                    obj.awaitResult = undefined;
                    obj.cancel = undefined;
                    obj.confirm = undefined;
                    obj.settle = undefined;
                    obj.take = undefined;
                    obj.put = undefined;
                    obj.declare = undefined;
                }
                if (obj.confirm != null) {
                    obj.completeMany = undefined;
                    obj.collect = undefined;
                    obj.listQueues = undefined;
                    obj.listPeers = undefined;
                    obj.watch = undefined;
                    obj.getStats = undefined;
                    obj.listTasks = undefined;
                    obj.redrive = undefined;
                    obj.requeue = undefined;
                    obj.administer = undefined;
                    obj.setMaxSize = undefined;
                    obj.shutdown = undefined;
                    obj.join = undefined;
                    obj.taskDone = undefined;
                    obj.ask = undefined;
                    obj.inspect = undefined;
                    obj.follow = undefined;
                    obj.awaitResult = undefined;
                    obj.cancel = undefined;
                    obj.extend = undefined;
                    obj.settle = undefined;
                    obj.take = undefined;
                    obj.put = undefined;
                    obj.declare = undefined;
                }
                if (obj.settle != null) {
                    obj.completeMany = undefined;
                    obj.collect = undefined;
                    obj.listQueues = undefined;
                    obj.listPeers = undefined;
                    obj.watch = undefined;
                    obj.getStats = undefined;
                    obj.listTasks = undefined;
                    obj.redrive = undefined;
                    obj.requeue = undefined;
                    obj.administer = undefined;
                    obj.setMaxSize = undefined;
                    obj.shutdown = undefined;
                    obj.join = undefined;
                    obj.taskDone = undefined;
                    obj.ask = undefined;
                    obj.inspect = undefined;
                    obj.follow = undefined;
                    obj.awaitResult = undefined;
                    obj.cancel = undefined;
                    obj.extend = undefined;
                    obj.confirm = undefined;
                    obj.take = undefined;
                    obj.put = undefined;
                    obj.declare = undefined;
                }
                if (obj.take != null) {
                    obj.completeMany = undefined;
                    obj.collect = undefined;
                    obj.listQueues = undefined;
                    obj.listPeers = undefined;
                    obj.watch = undefined;
                    obj.getStats = undefined;
                    obj.listTasks = undefined;
                    obj.redrive = undefined;
                    obj.requeue = undefined;
                    obj.administer = undefined;
                    obj.setMaxSize = undefined;
                    obj.shutdown = undefined;
                    obj.join = undefined;
                    obj.taskDone = undefined;
                    obj.ask = undefined;
                    obj.inspect = undefined;
                    obj.follow = undefined;
                    obj.awaitResult = undefined;
                    obj.cancel = undefined;
                    obj.extend = undefined;
                    obj.confirm = undefined;
                    obj.settle = undefined;
                    obj.put = undefined;
                    obj.declare = undefined;
                }
                if (obj.put != null) {
                    obj.completeMany = undefined;
                    obj.collect = undefined;
                    obj.listQueues = undefined;
                    obj.listPeers = undefined;
                    obj.watch = undefined;
                    obj.getStats = undefined;
                    obj.listTasks = undefined;
                    obj.redrive = undefined;
                    obj.requeue = undefined;
                    obj.administer = undefined;
                    obj.setMaxSize = undefined;
                    obj.shutdown = undefined;
                    obj.join = undefined;
                    obj.taskDone = undefined;
                    obj.ask = undefined;
                    obj.inspect = undefined;
                    obj.follow = undefined;
                    obj.awaitResult = undefined;
                    obj.cancel = undefined;
                    obj.extend = undefined;
                    obj.confirm = undefined;
                    obj.settle = undefined;
                    obj.take = undefined;
                    obj.declare = undefined;
                }
                if (obj.declare != null) {
                    obj.completeMany = undefined;
                    obj.collect = undefined;
                    obj.listQueues = undefined;
                    obj.listPeers = undefined;
                    obj.watch = undefined;
                    obj.getStats = undefined;
                    obj.listTasks = undefined;
                    obj.redrive = undefined;
                    obj.requeue = undefined;
                    obj.administer = undefined;
                    obj.setMaxSize = undefined;
                    obj.shutdown = undefined;
                    obj.join = undefined;
                    obj.taskDone = undefined;
                    obj.ask = undefined;
                    obj.inspect = undefined;
                    obj.follow = undefined;
                    obj.awaitResult = undefined;
                    obj.cancel = undefined;
                    obj.extend = undefined;
                    obj.confirm = undefined;
                    obj.settle = undefined;
                    obj.take = undefined;
                    obj.put = undefined;
                }
                if ((obj.number != null && obj.number !== 0)) {
                    w.uint32(8);
                    w.uint64Number(obj.number);
                }
                if ((obj.queue != null && obj.queue !== '')) {
                    w.uint32(18);
                    w.string(obj.queue);
                }
                if (obj.declare != null) {
                    w.uint32(26);
                    Declare.codec().encode(obj.declare, w);
                }
                if (obj.put != null) {
                    w.uint32(34);
                    Put.codec().encode(obj.put, w);
                }
                if (obj.take != null) {
                    w.uint32(42);
                    Take.codec().encode(obj.take, w);
                }
                if (obj.settle != null) {
                    w.uint32(50);
                    Settle.codec().encode(obj.settle, w);
                }
                if (obj.confirm != null) {
                    w.uint32(58);
                    Confirm.codec().encode(obj.confirm, w);
                }
                if (obj.extend != null) {
                    w.uint32(66);
                    Extend.codec().encode(obj.extend, w);
                }
                if (obj.cancel != null) {
                    w.uint32(74);
                    Cancel.codec().encode(obj.cancel, w);
                }
                if (obj.awaitResult != null) {
                    w.uint32(82);
                    AwaitResult.codec().encode(obj.awaitResult, w);
                }
                if (obj.follow != null) {
                    w.uint32(90);
                    Follow.codec().encode(obj.follow, w);
                }
                if (obj.inspect != null) {
                    w.uint32(98);
                    Inspect.codec().encode(obj.inspect, w);
                }
                if (obj.ask != null) {
                    w.uint32(106);
                    Ask.codec().encode(obj.ask, w);
                }
                if (obj.taskDone != null) {
                    w.uint32(114);
                    TaskDone.codec().encode(obj.taskDone, w);
                }
                if (obj.join != null) {
                    w.uint32(122);
                    Join.codec().encode(obj.join, w);
                }
                if (obj.shutdown != null) {
                    w.uint32(130);
                    Shutdown.codec().encode(obj.shutdown, w);
                }
                if (obj.setMaxSize != null) {
                    w.uint32(138);
                    SetMaxSize.codec().encode(obj.setMaxSize, w);
                }
                if (obj.administer != null) {
                    w.uint32(146);
                    Administer.codec().encode(obj.administer, w);
                }
                if (obj.requeue != null) {
                    w.uint32(154);
                    Requeue.codec().encode(obj.requeue, w);
                }
                if (obj.redrive != null) {
                    w.uint32(162);
                    Redrive.codec().encode(obj.redrive, w);
                }
                if (obj.listTasks != null) {
                    w.uint32(170);
                    ListTasks.codec().encode(obj.listTasks, w);
                }
                if (obj.getStats != null) {
                    w.uint32(178);
                    GetStats.codec().encode(obj.getStats, w);
                }
                if (obj.watch != null) {
                    w.uint32(186);
                    Watch.codec().encode(obj.watch, w);
                }
                if (obj.listPeers != null) {
                    w.uint32(194);
                    ListPeers.codec().encode(obj.listPeers, w);
                }
                if (obj.listQueues != null) {
                    w.uint32(202);
                    ListQueues.codec().encode(obj.listQueues, w);
                }
                if (obj.collect != null) {
                    w.uint32(210);
                    Collect.codec().encode(obj.collect, w);
                }
                if (obj.completeMany != null) {
                    w.uint32(218);
                    CompleteMany.codec().encode(obj.completeMany, w);
                }
                if (opts.lengthDelimited !== false) {
                    w.ldelim();
                }
            }, (reader, length, opts = {}) => {
                const obj = {
                    number: 0,
                    queue: ''
                };
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            obj.number = reader.uint64Number();
                            break;
                        }
                        case 2: {
                            obj.queue = reader.string();
                            break;
                        }
                        case 3: {
                            obj.declare = Declare.codec().decode(reader, reader.uint32(), {
                                limits: opts.limits?.declare
                            });
                            break;
                        }
                        case 4: {
                            obj.put = Put.codec().decode(reader, reader.uint32(), {
                                limits: opts.limits?.put
                            });
                            break;
                        }
                        case 5: {
                            obj.take = Take.codec().decode(reader, reader.uint32(), {
                                limits: opts.limits?.take
                            });
                            break;
                        }
                        case 6: {
                            obj.settle = Settle.codec().decode(reader, reader.uint32(), {
                                limits: opts.limits?.settle
                            });
                            break;
                        }
                        case 7: {
                            obj.confirm = Confirm.codec().decode(reader, reader.uint32(), {
                                limits: opts.limits?.confirm
                            });
                            break;
                        }
                        case 8: {
                            obj.extend = Extend.codec().decode(reader, reader.uint32(), {
                                limits: opts.limits?.extend
                            });
                            break;
                        }
                        case 9: {
                            obj.cancel = Cancel.codec().decode(reader, reader.uint32(), {
                                limits: opts.limits?.cancel
                            });
                            break;
                        }
                        case 10: {
                            obj.awaitResult = AwaitResult.codec().decode(reader, reader.uint32(), {
                                limits: opts.limits?.awaitResult
                            });
                            break;
                        }
                        case 11: {
                            obj.follow = Follow.codec().decode(reader, reader.uint32(), {
                                limits: opts.limits?.follow
                            });
                            break;
                        }
                        case 12: {
                            obj.inspect = Inspect.codec().decode(reader, reader.uint32(), {
                                limits: opts.limits?.inspect
                            });
                            break;
                        }
                        case 13: {
                            obj.ask = Ask.codec().decode(reader, reader.uint32(), {
                                limits: opts.limits?.ask
                            });
                            break;
                        }
                        case 14: {
                            obj.taskDone = TaskDone.codec().decode(reader, reader.uint32(), {
                                limits: opts.limits?.taskDone
                            });
                            break;
                        }
                        case 15: {
                            obj.join = Join.codec().decode(reader, reader.uint32(), {
                                limits: opts.limits?.join
                            });
                            break;
                        }
                        case 16: {
                            obj.shutdown = Shutdown.codec().decode(reader, reader.uint32(), {
                                limits: opts.limits?.shutdown
                            });
                            break;
                        }
                        case 17: {
                            obj.setMaxSize = SetMaxSize.codec().decode(reader, reader.uint32(), {
                                limits: opts.limits?.setMaxSize
                            });
                            break;
                        }
                        case 18: {
                            obj.administer = Administer.codec().decode(reader, reader.uint32(), {
                                limits: opts.limits?.administer
                            });
                            break;
                        }
                        case 19: {
                            obj.requeue = Requeue.codec().decode(reader, reader.uint32(), {
                                limits: opts.limits?.requeue
                            });
                            break;
                        }
                        case 20: {
                            obj.redrive = Redrive.codec().decode(reader, reader.uint32(), {
                                limits: opts.limits?.redrive
                            });
                            break;
                        }
                        case 21: {
                            obj.listTasks = ListTasks.codec().decode(reader, reader.uint32(), {
                                limits: opts.limits?.listTasks
                            });
                            break;
                        }
                        case 22: {
                            obj.getStats = GetStats.codec().decode(reader, reader.uint32(), {
                                limits: opts.limits?.getStats
                            });
                            break;
                        }
                        case 23: {
                            obj.watch = Watch.codec().decode(reader, reader.uint32(), {
                                limits: opts.limits?.watch
                            });
                            break;
                        }
                        case 24: {
                            obj.listPeers = ListPeers.codec().decode(reader, reader.uint32(), {
                                limits: opts.limits?.listPeers
                            });
                            break;
                        }
                        case 25: {
                            obj.listQueues = ListQueues.codec().decode(reader, reader.uint32(), {
                                limits: opts.limits?.listQueues
                            });
                            break;
                        }
                        case 26: {
                            obj.collect = Collect.codec().decode(reader, reader.uint32(), {
                                limits: opts.limits?.collect
                            });
                            break;
                        }
                        case 27: {
                            obj.completeMany = CompleteMany.codec().decode(reader, reader.uint32(), {
                                limits: opts.limits?.completeMany
                            });
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
                if (obj.completeMany != null) {
                    delete obj.collect;
                    delete obj.listQueues;
                    delete obj.listPeers;
                    delete obj.watch;
                    delete obj.getStats;
                    delete obj.listTasks;
                    delete obj.redrive;
                    delete obj.requeue;
                    delete obj.administer;
                    delete obj.setMaxSize;
                    delete obj.shutdown;
                    delete obj.join;
                    delete obj.taskDone;
                    delete obj.ask;
                    delete obj.inspect;
                    delete obj.follow;
                    delete obj.awaitResult;
                    delete obj.cancel;
                    delete obj.extend;
                    delete obj.confirm;
                    delete obj.settle;
                    delete obj.take;
                    delete obj.put;
                    delete obj.declare;
                }
                if (obj.collect != null) {
                    delete obj.completeMany;
                    delete obj.listQueues;
                    delete obj.listPeers;
                    delete obj.watch;
                    delete obj.getStats;
                    delete obj.listTasks;
                    delete obj.redrive;
                    delete obj.requeue;
                    delete obj.administer;
                    delete obj.setMaxSize;
                    delete obj.shutdown;
                    delete obj.join;
                    delete obj.taskDone;
                    delete obj.ask;
                    delete obj.inspect;
                    delete obj.follow;
                    delete obj.awaitResult;
                    delete obj.cancel;
                    delete obj.extend;
                    delete obj.confirm;
                    delete obj.settle;
                    delete obj.take;
                    delete obj.put;
                    delete obj.declare;
                }
                if (obj.listQueues != null) {
                    delete obj.completeMany;
                    delete obj.collect;
                    delete obj.listPeers;
                    delete obj.watch;
                    delete obj.getStats;
                    delete obj.listTasks;
                    delete obj.redrive;
                    delete obj.requeue;
                    delete obj.administer;
                    delete obj.setMaxSize;
                    delete obj.shutdown;
                    delete obj.join;
                    delete obj.taskDone;
                    delete obj.ask;
                    delete obj.inspect;
                    delete obj.follow;
                    delete obj.awaitResult;
                    delete obj.cancel;
                    delete obj.extend;
                    delete obj.confirm;
                    delete obj.settle;
                    delete obj.take;
                    delete obj.put;
                    delete obj.declare;
                }
                if (obj.listPeers != null) {
                    delete obj.completeMany;
                    delete obj.collect;
                    delete obj.listQueues;
                    delete obj.watch;
                    delete obj.getStats;
                    delete obj.listTasks;
                    delete obj.redrive;
                    delete obj.requeue;
                    delete obj.administer;
                    delete obj.setMaxSize;
                    delete obj.shutdown;
                    delete obj.join;
                    delete obj.taskDone;
                    delete obj.ask;
                    delete obj.inspect;
                    delete obj.follow;
                    delete obj.awaitResult;
                    delete obj.cancel;
                    delete obj.extend;
                    delete obj.confirm;
                    delete obj.settle;
                    delete obj.take;
                    delete obj.put;
                    delete obj.declare;
                }
                if (obj.watch != null) {
                    delete obj.completeMany;
                    delete obj.collect;
                    delete obj.listQueues;
                    delete obj.listPeers;
                    delete obj.getStats;
                    delete obj.listTasks;
                    delete obj.redrive;
                    delete obj.requeue;
                    delete obj.administer;
                    delete obj.setMaxSize;
                    delete obj.shutdown;
                    delete obj.join;
                    delete obj.taskDone;
                    delete obj.ask;
                    delete obj.inspect;
                    delete obj.follow;
                    delete obj.awaitResult;
                    delete obj.cancel;
                    delete obj.extend;
                    delete obj.confirm;
                    delete obj.settle;
                    delete obj.take;
                    delete obj.put;
                    delete obj.declare;
                }
                if (obj.getStats != null) {
                    delete obj.completeMany;
                    delete obj.collect;
                    delete obj.listQueues;
                    delete obj.listPeers;
                    delete obj.watch;
                    delete obj.listTasks;
                    delete obj.redrive;
                    delete obj.requeue;
                    delete obj.administer;
                    delete obj.setMaxSize;
                    delete obj.shutdown;
                    delete obj.join;
                    delete obj.taskDone;
                    delete obj.ask;
                    delete obj.inspect;
                    delete obj.follow;
                    delete obj.awaitResult;
                    delete obj.cancel;
                    delete obj.extend;
                    delete obj.confirm;
                    delete obj.settle;
                    delete obj.take;
                    delete obj.put;
                    delete obj.declare;
                }
                if (obj.listTasks != null) {
                    delete obj.completeMany;
                    delete obj.collect;
                    delete obj.listQueues;
                    delete obj.listPeers;
                    delete obj.watch;
                    delete obj.getStats;
                    delete obj.redrive;
                    delete obj.requeue;
                    delete obj.administer;
                    delete obj.setMaxSize;
                    delete obj.shutdown;
                    delete obj.join;
                    delete obj.taskDone;
                    delete obj.ask;
                    delete obj.inspect;
                    delete obj.follow;
                    delete obj.awaitResult;
                    delete obj.cancel;
                    delete obj.extend;
                    delete obj.confirm;
                    delete obj.settle;
                    delete obj.take;
                    delete obj.put;
                    delete obj.declare;
                }
                if (obj.redrive != null) {
                    delete obj.completeMany;
                    delete obj.collect;
                    delete obj.listQueues;
                    delete obj.listPeers;
                    delete obj.watch;
                    delete obj.getStats;
                    delete obj.listTasks;
                    delete obj.requeue;
                    delete obj.administer;
                    delete obj.setMaxSize;
                    delete obj.shutdown;
                    delete obj.join;
                    delete obj.taskDone;
                    delete obj.ask;
                    delete obj.inspect;
                    delete obj.follow;
                    delete obj.awaitResult;
                    delete obj.cancel;
                    delete obj.extend;
                    delete obj.confirm;
                    delete obj.settle;
                    delete obj.take;
                    delete obj.put;
                    delete obj.declare;
                }
                if (obj.requeue != null) {
                    delete obj.completeMany;
                    delete obj.collect;
                    delete obj.listQueues;
                    delete obj.listPeers;
                    delete obj.watch;
                    delete obj.getStats;
                    delete obj.listTasks;
                    delete obj.redrive;
                    delete obj.administer;
                    delete obj.setMaxSize;
                    delete obj.shutdown;
                    delete obj.join;
                    delete obj.taskDone;
                    delete obj.ask;
                    delete obj.inspect;
                    delete obj.follow;
                    delete obj.awaitResult;
                    delete obj.cancel;
                    delete obj.extend;
                    delete obj.confirm;
                    delete obj.settle;
                    delete obj.take;
                    delete obj.put;
                    delete obj.declare;
                }
                if (obj.administer != null) {
                    delete obj.completeMany;
                    delete obj.collect;
                    delete obj.listQueues;
                    delete obj.listPeers;
                    delete obj.watch;
                    delete obj.getStats;
                    delete obj.listTasks;
                    delete obj.redrive;
                    delete obj.requeue;
                    delete obj.setMaxSize;
                    delete obj.shutdown;
                    delete obj.join;
                    delete obj.taskDone;
                    delete obj.ask;
                    delete obj.inspect;
                    delete obj.follow;
                    delete obj.awaitResult;
                    delete obj.cancel;
                    delete obj.extend;
                    delete obj.confirm;
                    delete obj.settle;
                    delete obj.take;
                    delete obj.put;
                    delete obj.declare;
                }
                if (obj.setMaxSize != null) {
                    delete obj.completeMany;
                    delete obj.collect;
                    delete obj.listQueues;
                    delete obj.listPeers;
                    delete obj.watch;
                    delete obj.getStats;
                    delete obj.listTasks;
                    delete obj.redrive;
                    delete obj.requeue;
                    delete obj.administer;
                    delete obj.shutdown;
                    delete obj.join;
                    delete obj.taskDone;
                    delete obj.ask;
                    delete obj.inspect;
                    delete obj.follow;
                    delete obj.awaitResult;
                    delete obj.cancel;
                    delete obj.extend;
                    delete obj.confirm;
                    delete obj.settle;
                    delete obj.take;
                    delete obj.put;
                    delete obj.declare;
                }
                if (obj.shutdown != null) {
                    delete obj.completeMany;
                    delete obj.collect;
                    delete obj.listQueues;
                    delete obj.listPeers;
                    delete obj.watch;
                    delete obj.getStats;
                    delete obj.listTasks;
                    delete obj.redrive;
                    delete obj.requeue;
                    delete obj.administer;
                    delete obj.setMaxSize;
                    delete obj.join;
                    delete obj.taskDone;
                    delete obj.ask;
                    delete obj.inspect;
                    delete obj.follow;
                    delete obj.awaitResult;
                    delete obj.cancel;
                    delete obj.extend;
                    delete obj.confirm;
                    delete obj.settle;
                    delete obj.take;
                    delete obj.put;
                    delete obj.declare;
                }
                if (obj.join != null) {
                    delete obj.completeMany;
                    delete obj.collect;
                    delete obj.listQueues;
                    delete obj.listPeers;
                    delete obj.watch;
                    delete obj.getStats;
                    delete obj.listTasks;
                    delete obj.redrive;
                    delete obj.requeue;
                    delete obj.administer;
                    delete obj.setMaxSize;
                    delete obj.shutdown;
                    delete obj.taskDone;
                    delete obj.ask;
                    delete obj.inspect;
                    delete obj.follow;
                    delete obj.awaitResult;
                    delete obj.cancel;
                    delete obj.extend;
                    delete obj.confirm;
                    delete obj.settle;
                    delete obj.take;
                    delete obj.put;
                    delete obj.declare;
                }
                if (obj.taskDone != null) {
                    delete obj.completeMany;
                    delete obj.collect;
                    delete obj.listQueues;
                    delete obj.listPeers;
                    delete obj.watch;
                    delete obj.getStats;
                    delete obj.listTasks;
                    delete obj.redrive;
                    delete obj.requeue;
                    delete obj.administer;
                    delete obj.setMaxSize;
                    delete obj.shutdown;
                    delete obj.join;
                    delete obj.ask;
                    delete obj.inspect;
                    delete obj.follow;
                    delete obj.awaitResult;
                    delete obj.cancel;
                    delete obj.extend;
                    delete obj.confirm;
                    delete obj.settle;
                    delete obj.take;
                    delete obj.put;
                    delete obj.declare;
                }
                if (obj.ask != null) {
                    delete obj.completeMany;
                    delete obj.collect;
                    delete obj.listQueues;
                    delete obj.listPeers;
                    delete obj.watch;
                    delete obj.getStats;
                    delete obj.listTasks;
                    delete obj.redrive;
                    delete obj.requeue;
                    delete obj.administer;
                    delete obj.setMaxSize;
                    delete obj.shutdown;
                    delete obj.join;
                    delete obj.taskDone;
                    delete obj.inspect;
                    delete obj.follow;
                    delete obj.awaitResult;
                    delete obj.cancel;
                    delete obj.extend;
                    delete obj.confirm;
                    delete obj.settle;
                    delete obj.take;
                    delete obj.put;
                    delete obj.declare;
                }
                if (obj.inspect != null) {
                    delete obj.completeMany;
                    delete obj.collect;
                    delete obj.listQueues;
                    delete obj.listPeers;
                    delete obj.watch;
                    delete obj.getStats;
                    delete obj.listTasks;
                    delete obj.redrive;
                    delete obj.requeue;
                    delete obj.administer;
                    delete obj.setMaxSize;
                    delete obj.shutdown;
                    delete obj.join;
                    delete obj.taskDone;
                    delete obj.ask;
                    delete obj.follow;
                    delete obj.awaitResult;
                    delete obj.cancel;
                    delete obj.extend;
                    delete obj.confirm;
                    delete obj.settle;
                    delete obj.take;
                    delete obj.put;
                    delete obj.declare;
                }
                if (obj.follow != null) {
                    delete obj.completeMany;
                    delete obj.collect;
                    delete obj.listQueues;
                    delete obj.listPeers;
                    delete obj.watch;
                    delete obj.getStats;
                    delete obj.listTasks;
                    delete obj.redrive;
                    delete obj.requeue;
                    delete obj.administer;
                    delete obj.setMaxSize;
                    delete obj.shutdown;
                    delete obj.join;
                    delete obj.taskDone;
                    delete obj.ask;
                    delete obj.inspect;
                    delete obj.awaitResult;
                    delete obj.cancel;
                    delete obj.extend;
                    delete obj.confirm;
                    delete obj.settle;
                    delete obj.take;
                    delete obj.put;
                    delete obj.declare;
                }
                if (obj.awaitResult != null) {
                    delete obj.completeMany;
                    delete obj.collect;
                    delete obj.listQueues;
                    delete obj.listPeers;
                    delete obj.watch;
                    delete obj.getStats;
                    delete obj.listTasks;
                    delete obj.redrive;
                    delete obj.requeue;
                    delete obj.administer;
                    delete obj.setMaxSize;
                    delete obj.shutdown;
                    delete obj.join;
                    delete obj.taskDone;
                    delete obj.ask;
                    delete obj.inspect;
                    delete obj.follow;
                    delete obj.cancel;
                    delete obj.extend;
                    delete obj.confirm;
                    delete obj.settle;
                    delete obj.take;
                    delete obj.put;
                    delete obj.declare;
                }
                if (obj.cancel != null) {
                    delete obj.completeMany;
                    delete obj.collect;
                    delete obj.listQueues;
                    delete obj.listPeers;
                    delete obj.watch;
                    delete obj.getStats;
                    delete obj.listTasks;
                    delete obj.redrive;
                    delete obj.requeue;
                    delete obj.administer;
                    delete obj.setMaxSize;
                    delete obj.shutdown;
                    delete obj.join;
                    delete obj.taskDone;
                    delete obj.ask;
                    delete obj.inspect;
                    delete obj.follow;
                    delete obj.awaitResult;
                    delete obj.extend;
                    delete obj.confirm;
                    delete obj.settle;
                    delete obj.take;
                    delete obj.put;
                    delete obj.declare;
                }
                if (obj.extend != null) {
                    delete obj.completeMany;
                    delete obj.collect;
                    delete obj.listQueues;
                    delete obj.listPeers;
                    delete obj.watch;
                    delete obj.getStats;
                    delete obj.listTasks;
                    delete obj.redrive;
                    delete obj.requeue;
                    delete obj.administer;
                    delete obj.setMaxSize;
                    delete obj.shutdown;
                    delete obj.join;
                    delete obj.taskDone;
                    delete obj.ask;
                    delete obj.inspect;
                    delete obj.follow;
                    delete obj.awaitResult;
                    delete obj.cancel;
                    delete obj.confirm;
                    delete obj.settle;
                    delete obj.take;
                    delete obj.put;
                    delete obj.declare;
                }
                if (obj.confirm != null) {
                    delete obj.completeMany;
                    delete obj.collect;
                    delete obj.listQueues;
                    delete obj.listPeers;
                    delete obj.watch;
                    delete obj.getStats;
                    delete obj.listTasks;
                    delete obj.redrive;
                    delete obj.requeue;
                    delete obj.administer;
                    delete obj.setMaxSize;
                    delete obj.shutdown;
                    delete obj.join;
                    delete obj.taskDone;
                    delete obj.ask;
                    delete obj.inspect;
                    delete obj.follow;
                    delete obj.awaitResult;
                    delete obj.cancel;
                    delete obj.extend;
                    delete obj.settle;
                    delete obj.take;
                    delete obj.put;
                    delete obj.declare;
                }
                if (obj.settle != null) {
                    delete obj.completeMany;
                    delete obj.collect;
                    delete obj.listQueues;
                    delete obj.listPeers;
                    delete obj.watch;
                    delete obj.getStats;
                    delete obj.listTasks;
                    delete obj.redrive;
                    delete obj.requeue;
                    delete obj.administer;
                    delete obj.setMaxSize;
                    delete obj.shutdown;
                    delete obj.join;
                    delete obj.taskDone;
                    delete obj.ask;
                    delete obj.inspect;
                    delete obj.follow;
                    delete obj.awaitResult;
                    delete obj.cancel;
                    delete obj.extend;
                    delete obj.confirm;
                    delete obj.take;
                    delete obj.put;
                    delete obj.declare;
                }
                if (obj.take != null) {
                    delete obj.completeMany;
                    delete obj.collect;
                    delete obj.listQueues;
                    delete obj.listPeers;
                    delete obj.watch;
                    delete obj.getStats;
                    delete obj.listTasks;
                    delete obj.redrive;
                    delete obj.requeue;
                    delete obj.administer;
                    delete obj.setMaxSize;
                    delete obj.shutdown;
                    delete obj.join;
                    delete obj.taskDone;
                    delete obj.ask;
                    delete obj.inspect;
                    delete obj.follow;
                    delete obj.awaitResult;
                    delete obj.cancel;
                    delete obj.extend;
                    delete obj.confirm;
                    delete obj.settle;
                    delete obj.put;
                    delete obj.declare;
                }
                if (obj.put != null) {
                    delete obj.completeMany;
                    delete obj.collect;
                    delete obj.listQueues;
                    delete obj.listPeers;
                    delete obj.watch;
                    delete obj.getStats;
                    delete obj.listTasks;
                    delete obj.redrive;
                    delete obj.requeue;
                    delete obj.administer;
                    delete obj.setMaxSize;
                    delete obj.shutdown;
                    delete obj.join;
                    delete obj.taskDone;
                    delete obj.ask;
                    delete obj.inspect;
                    delete obj.follow;
                    delete obj.awaitResult;
                    delete obj.cancel;
                    delete obj.extend;
                    delete obj.confirm;
                    delete obj.settle;
                    delete obj.take;
                    delete obj.declare;
                }
                if (obj.declare != null) {
                    delete obj.completeMany;
                    delete obj.collect;
                    delete obj.listQueues;
                    delete obj.listPeers;
                    delete obj.watch;
                    delete obj.getStats;
                    delete obj.listTasks;
                    delete obj.redrive;
                    delete obj.requeue;
                    delete obj.administer;
                    delete obj.setMaxSize;
                    delete obj.shutdown;
                    delete obj.join;
                    delete obj.taskDone;
                    delete obj.ask;
                    delete obj.inspect;
                    delete obj.follow;
                    delete obj.awaitResult;
                    delete obj.cancel;
                    delete obj.extend;
                    delete obj.confirm;
                    delete obj.settle;
                    delete obj.take;
                    delete obj.put;
                }
                return obj;
            }, function* (reader, length, prefix, opts = {}) {
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            yield {
                                field: `${prefix}.number`,
                                value: reader.uint64Number()
                            };
                            break;
                        }
                        case 2: {
                            yield {
                                field: `${prefix}.queue`,
                                value: reader.string()
                            };
                            break;
                        }
                        case 3: {
                            yield* Declare.codec().stream(reader, reader.uint32(), `${prefix}.declare`, {
                                limits: opts.limits?.declare
                            });
                            break;
                        }
                        case 4: {
                            yield* Put.codec().stream(reader, reader.uint32(), `${prefix}.put`, {
                                limits: opts.limits?.put
                            });
                            break;
                        }
                        case 5: {
                            yield* Take.codec().stream(reader, reader.uint32(), `${prefix}.take`, {
                                limits: opts.limits?.take
                            });
                            break;
                        }
                        case 6: {
                            yield* Settle.codec().stream(reader, reader.uint32(), `${prefix}.settle`, {
                                limits: opts.limits?.settle
                            });
                            break;
                        }
                        case 7: {
                            yield* Confirm.codec().stream(reader, reader.uint32(), `${prefix}.confirm`, {
                                limits: opts.limits?.confirm
                            });
                            break;
                        }
                        case 8: {
                            yield* Extend.codec().stream(reader, reader.uint32(), `${prefix}.extend`, {
                                limits: opts.limits?.extend
                            });
                            break;
                        }
                        case 9: {
                            yield* Cancel.codec().stream(reader, reader.uint32(), `${prefix}.cancel`, {
                                limits: opts.limits?.cancel
                            });
                            break;
                        }
                        case 10: {
                            yield* AwaitResult.codec().stream(reader, reader.uint32(), `${prefix}.awaitResult`, {
                                limits: opts.limits?.awaitResult
                            });
                            break;
                        }
                        case 11: {
                            yield* Follow.codec().stream(reader, reader.uint32(), `${prefix}.follow`, {
                                limits: opts.limits?.follow
                            });
                            break;
                        }
                        case 12: {
                            yield* Inspect.codec().stream(reader, reader.uint32(), `${prefix}.inspect`, {
                                limits: opts.limits?.inspect
                            });
                            break;
                        }
                        case 13: {
                            yield* Ask.codec().stream(reader, reader.uint32(), `${prefix}.ask`, {
                                limits: opts.limits?.ask
                            });
                            break;
                        }
                        case 14: {
                            yield* TaskDone.codec().stream(reader, reader.uint32(), `${prefix}.taskDone`, {
                                limits: opts.limits?.taskDone
                            });
                            break;
                        }
                        case 15: {
                            yield* Join.codec().stream(reader, reader.uint32(), `${prefix}.join`, {
                                limits: opts.limits?.join
                            });
                            break;
                        }
                        case 16: {
                            yield* Shutdown.codec().stream(reader, reader.uint32(), `${prefix}.shutdown`, {
                                limits: opts.limits?.shutdown
                            });
                            break;
                        }
                        case 17: {
                            yield* SetMaxSize.codec().stream(reader, reader.uint32(), `${prefix}.setMaxSize`, {
                                limits: opts.limits?.setMaxSize
                            });
                            break;
                        }
                        case 18: {
                            yield* Administer.codec().stream(reader, reader.uint32(), `${prefix}.administer`, {
                                limits: opts.limits?.administer
                            });
                            break;
                        }
                        case 19: {
                            yield* Requeue.codec().stream(reader, reader.uint32(), `${prefix}.requeue`, {
                                limits: opts.limits?.requeue
                            });
                            break;
                        }
                        case 20: {
                            yield* Redrive.codec().stream(reader, reader.uint32(), `${prefix}.redrive`, {
                                limits: opts.limits?.redrive
                            });
                            break;
                        }
                        case 21: {
                            yield* ListTasks.codec().stream(reader, reader.uint32(), `${prefix}.listTasks`, {
                                limits: opts.limits?.listTasks
                            });
                            break;
                        }
                        case 22: {
                            yield* GetStats.codec().stream(reader, reader.uint32(), `${prefix}.getStats`, {
                                limits: opts.limits?.getStats
                            });
                            break;
                        }
                        case 23: {
                            yield* Watch.codec().stream(reader, reader.uint32(), `${prefix}.watch`, {
                                limits: opts.limits?.watch
                            });
                            break;
                        }
                        case 24: {
                            yield* ListPeers.codec().stream(reader, reader.uint32(), `${prefix}.listPeers`, {
                                limits: opts.limits?.listPeers
                            });
                            break;
                        }
                        case 25: {
                            yield* ListQueues.codec().stream(reader, reader.uint32(), `${prefix}.listQueues`, {
                                limits: opts.limits?.listQueues
                            });
                            break;
                        }
                        case 26: {
                            yield* Collect.codec().stream(reader, reader.uint32(), `${prefix}.collect`, {
                                limits: opts.limits?.collect
                            });
                            break;
                        }
                        case 27: {
                            yield* CompleteMany.codec().stream(reader, reader.uint32(), `${prefix}.completeMany`, {
                                limits: opts.limits?.completeMany
                            });
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
            });
        }
        return _codec;
    };
    function encode(obj) {
        return encodeMessage(obj, Request.codec());
    }
    Request.encode = encode;
    function decode(buf, opts) {
        return decodeMessage(buf, Request.codec(), opts);
    }
    Request.decode = decode;
    function stream(buf, opts) {
        return streamMessage(buf, Request.codec(), opts);
    }
    Request.stream = stream;
})(Request || (Request = {}));
export var Abandon;
(function (Abandon) {
    let _codec;
    Abandon.codec = () => {
        if (_codec == null) {
            _codec = message((obj, w, opts = {}) => {
                if (opts.lengthDelimited !== false) {
                    w.fork();
                }
                if ((obj.number != null && obj.number !== 0)) {
                    w.uint32(8);
                    w.uint64Number(obj.number);
                }
                if (opts.lengthDelimited !== false) {
                    w.ldelim();
                }
            }, (reader, length, opts = {}) => {
                const obj = {
                    number: 0
                };
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            obj.number = reader.uint64Number();
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
                return obj;
            }, function* (reader, length, prefix, opts = {}) {
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            yield {
                                field: `${prefix}.number`,
                                value: reader.uint64Number()
                            };
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
            });
        }
        return _codec;
    };
    function encode(obj) {
        return encodeMessage(obj, Abandon.codec());
    }
    Abandon.encode = encode;
    function decode(buf, opts) {
        return decodeMessage(buf, Abandon.codec(), opts);
    }
    Abandon.decode = decode;
    function stream(buf, opts) {
        return streamMessage(buf, Abandon.codec(), opts);
    }
    Abandon.stream = stream;
})(Abandon || (Abandon = {}));
export var Backoff;
(function (Backoff) {
    let Type;
    (function (Type) {
        Type["EXPONENTIAL"] = "EXPONENTIAL";
        Type["FIXED"] = "FIXED";
    })(Type = Backoff.Type || (Backoff.Type = {}));
    let __TypeValues;
    (function (__TypeValues) {
        __TypeValues[__TypeValues["EXPONENTIAL"] = 0] = "EXPONENTIAL";
        __TypeValues[__TypeValues["FIXED"] = 1] = "FIXED";
    })(__TypeValues || (__TypeValues = {}));
    (function (Type) {
        Type.codec = () => {
            return enumeration(__TypeValues);
        };
    })(Type = Backoff.Type || (Backoff.Type = {}));
    let _codec;
    Backoff.codec = () => {
        if (_codec == null) {
            _codec = message((obj, w, opts = {}) => {
                if (opts.lengthDelimited !== false) {
                    w.fork();
                }
                if (obj.type != null && __TypeValues[obj.type] !== 0) {
                    w.uint32(8);
                    Backoff.Type.codec().encode(obj.type, w);
                }
                if ((obj.delay != null && obj.delay !== 0)) {
                    w.uint32(16);
                    w.uint64Number(obj.delay);
                }
                if ((obj.maxDelay != null && obj.maxDelay !== 0)) {
                    w.uint32(24);
                    w.uint64Number(obj.maxDelay);
                }
                if ((obj.jitter != null && obj.jitter !== 0)) {
                    w.uint32(33);
                    w.double(obj.jitter);
                }
                if (opts.lengthDelimited !== false) {
                    w.ldelim();
                }
            }, (reader, length, opts = {}) => {
                const obj = {
                    type: Type.EXPONENTIAL,
                    delay: 0,
                    maxDelay: 0,
                    jitter: 0
                };
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            obj.type = Backoff.Type.codec().decode(reader);
                            break;
                        }
                        case 2: {
                            obj.delay = reader.uint64Number();
                            break;
                        }
                        case 3: {
                            obj.maxDelay = reader.uint64Number();
                            break;
                        }
                        case 4: {
                            obj.jitter = reader.double();
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
                return obj;
            }, function* (reader, length, prefix, opts = {}) {
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            yield {
                                field: `${prefix}.type`,
                                value: Backoff.Type.codec().decode(reader)
                            };
                            break;
                        }
                        case 2: {
                            yield {
                                field: `${prefix}.delay`,
                                value: reader.uint64Number()
                            };
                            break;
                        }
                        case 3: {
                            yield {
                                field: `${prefix}.maxDelay`,
                                value: reader.uint64Number()
                            };
                            break;
                        }
                        case 4: {
                            yield {
                                field: `${prefix}.jitter`,
                                value: reader.double()
                            };
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
            });
        }
        return _codec;
    };
    function encode(obj) {
        return encodeMessage(obj, Backoff.codec());
    }
    Backoff.encode = encode;
    function decode(buf, opts) {
        return decodeMessage(buf, Backoff.codec(), opts);
    }
    Backoff.decode = decode;
    function stream(buf, opts) {
        return streamMessage(buf, Backoff.codec(), opts);
    }
    Backoff.stream = stream;
})(Backoff || (Backoff = {}));
export var Declare;
(function (Declare) {
    let Order;
    (function (Order) {
        Order["FIFO"] = "FIFO";
        Order["LIFO"] = "LIFO";
    })(Order = Declare.Order || (Declare.Order = {}));
    let __OrderValues;
    (function (__OrderValues) {
        __OrderValues[__OrderValues["FIFO"] = 0] = "FIFO";
        __OrderValues[__OrderValues["LIFO"] = 1] = "LIFO";
    })(__OrderValues || (__OrderValues = {}));
    (function (Order) {
        Order.codec = () => {
            return enumeration(__OrderValues);
        };
    })(Order = Declare.Order || (Declare.Order = {}));
    let _codec;
    Declare.codec = () => {
        if (_codec == null) {
            _codec = message((obj, w, opts = {}) => {
                if (opts.lengthDelimited !== false) {
                    w.fork();
                }
                if (obj.maxSize != null) {
                    w.uint32(8);
                    w.sint64Number(obj.maxSize);
                }
                if (obj.order != null) {
                    w.uint32(16);
                    Declare.Order.codec().encode(obj.order, w);
                }
                if (obj.leaseMs != null) {
                    w.uint32(24);
                    w.uint64Number(obj.leaseMs);
                }
                if (obj.maxRunMs != null) {
                    w.uint32(32);
                    w.uint64Number(obj.maxRunMs);
                }
                if (obj.maxAttempts != null) {
                    w.uint32(40);
                    w.uint32(obj.maxAttempts);
                }
                if (obj.backoff != null) {
                    w.uint32(50);
                    Backoff.codec().encode(obj.backoff, w);
                }
                if (obj.resultTtl != null) {
                    w.uint32(56);
                    w.uint64Number(obj.resultTtl);
                }
                if (obj.dedupTtl != null) {
                    w.uint32(64);
                    w.uint64Number(obj.dedupTtl);
                }
                if (obj.graceClosed != null) {
                    w.uint32(72);
                    w.uint64Number(obj.graceClosed);
                }
                if (obj.graceSilent != null) {
                    w.uint32(80);
                    w.uint64Number(obj.graceSilent);
                }
                if ((obj.reopen != null && obj.reopen !== false)) {
                    w.uint32(88);
                    w.bool(obj.reopen);
                }
                if (opts.lengthDelimited !== false) {
                    w.ldelim();
                }
            }, (reader, length, opts = {}) => {
                const obj = {
                    reopen: false
                };
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            obj.maxSize = reader.sint64Number();
                            break;
                        }
                        case 2: {
                            obj.order = Declare.Order.codec().decode(reader);
                            break;
                        }
                        case 3: {
                            obj.leaseMs = reader.uint64Number();
                            break;
                        }
                        case 4: {
                            obj.maxRunMs = reader.uint64Number();
                            break;
                        }
                        case 5: {
                            obj.maxAttempts = reader.uint32();
                            break;
                        }
                        case 6: {
                            obj.backoff = Backoff.codec().decode(reader, reader.uint32(), {
                                limits: opts.limits?.backoff
                            });
                            break;
                        }
                        case 7: {
                            obj.resultTtl = reader.uint64Number();
                            break;
                        }
                        case 8: {
                            obj.dedupTtl = reader.uint64Number();
                            break;
                        }
                        case 9: {
                            obj.graceClosed = reader.uint64Number();
                            break;
                        }
                        case 10: {
                            obj.graceSilent = reader.uint64Number();
                            break;
                        }
                        case 11: {
                            obj.reopen = reader.bool();
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
                return obj;
            }, function* (reader, length, prefix, opts = {}) {
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            yield {
                                field: `${prefix}.maxSize`,
                                value: reader.sint64Number()
                            };
                            break;
                        }
                        case 2: {
                            yield {
                                field: `${prefix}.order`,
                                value: Declare.Order.codec().decode(reader)
                            };
                            break;
                        }
                        case 3: {
                            yield {
                                field: `${prefix}.leaseMs`,
                                value: reader.uint64Number()
                            };
                            break;
                        }
                        case 4: {
                            yield {
                                field: `${prefix}.maxRunMs`,
                                value: reader.uint64Number()
                            };
                            break;
                        }
                        case 5: {
                            yield {
                                field: `${prefix}.maxAttempts`,
                                value: reader.uint32()
                            };
                            break;
                        }
                        case 6: {
                            yield* Backoff.codec().stream(reader, reader.uint32(), `${prefix}.backoff`, {
                                limits: opts.limits?.backoff
                            });
                            break;
                        }
                        case 7: {
                            yield {
                                field: `${prefix}.resultTtl`,
                                value: reader.uint64Number()
                            };
                            break;
                        }
                        case 8: {
                            yield {
                                field: `${prefix}.dedupTtl`,
                                value: reader.uint64Number()
                            };
                            break;
                        }
                        case 9: {
                            yield {
                                field: `${prefix}.graceClosed`,
                                value: reader.uint64Number()
                            };
                            break;
                        }
                        case 10: {
                            yield {
                                field: `${prefix}.graceSilent`,
                                value: reader.uint64Number()
                            };
                            break;
                        }
                        case 11: {
                            yield {
                                field: `${prefix}.reopen`,
                                value: reader.bool()
                            };
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
            });
        }
        return _codec;
    };
    function encode(obj) {
        return encodeMessage(obj, Declare.codec());
    }
    Declare.encode = encode;
    function decode(buf, opts) {
        return decodeMessage(buf, Declare.codec(), opts);
    }
    Declare.decode = decode;
    function stream(buf, opts) {
        return streamMessage(buf, Declare.codec(), opts);
    }
    Declare.stream = stream;
})(Declare || (Declare = {}));
export var Put;
(function (Put) {
    let _codec;
    Put.codec = () => {
        if (_codec == null) {
            _codec = message((obj, w, opts = {}) => {
                if (opts.lengthDelimited !== false) {
                    w.fork();
                }
                if (obj.items != null && obj.items.length > 0) {
                    for (const value of obj.items) {
                        w.uint32(10);
                        w.bytes(value);
                    }
                }
                if ((obj.id != null && obj.id !== '')) {
                    w.uint32(18);
                    w.string(obj.id);
                }
                if ((obj.noWait != null && obj.noWait !== false)) {
                    w.uint32(24);
                    w.bool(obj.noWait);
                }
                if (obj.timeout != null) {
                    w.uint32(32);
                    w.sint64Number(obj.timeout);
                }
                if ((obj.priority != null && obj.priority !== 0)) {
                    w.uint32(40);
                    w.sint32(obj.priority);
                }
                if ((obj.delay != null && obj.delay !== 0)) {
                    w.uint32(48);
                    w.uint64Number(obj.delay);
                }
                if (obj.ttl != null) {
                    w.uint32(56);
                    w.uint64Number(obj.ttl);
                }
                if (obj.maxAttempts != null) {
                    w.uint32(64);
                    w.uint32(obj.maxAttempts);
                }
                if (obj.leaseMs != null) {
                    w.uint32(72);
                    w.uint64Number(obj.leaseMs);
                }
                if (obj.maxRunMs != null) {
                    w.uint32(80);
                    w.uint64Number(obj.maxRunMs);
                }
                if (opts.lengthDelimited !== false) {
                    w.ldelim();
                }
            }, (reader, length, opts = {}) => {
                const obj = {
                    items: [],
                    id: '',
                    noWait: false,
                    priority: 0,
                    delay: 0
                };
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            if (opts.limits?.items != null && obj.items.length === opts.limits.items) {
                                throw new MaxLengthError('Decode error - repeated field "items" had too many elements');
                            }
                            obj.items.push(reader.bytes());
                            break;
                        }
                        case 2: {
                            obj.id = reader.string();
                            break;
                        }
                        case 3: {
                            obj.noWait = reader.bool();
                            break;
                        }
                        case 4: {
                            obj.timeout = reader.sint64Number();
                            break;
                        }
                        case 5: {
                            obj.priority = reader.sint32();
                            break;
                        }
                        case 6: {
                            obj.delay = reader.uint64Number();
                            break;
                        }
                        case 7: {
                            obj.ttl = reader.uint64Number();
                            break;
                        }
                        case 8: {
                            obj.maxAttempts = reader.uint32();
                            break;
                        }
                        case 9: {
                            obj.leaseMs = reader.uint64Number();
                            break;
                        }
                        case 10: {
                            obj.maxRunMs = reader.uint64Number();
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
                return obj;
            }, function* (reader, length, prefix, opts = {}) {
                const obj = {
                    items: 0
                };
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            if (opts.limits?.items != null && obj.items === opts.limits.items) {
                                throw new MaxLengthError('Streaming decode error - repeated field "items" had too many elements');
                            }
                            yield {
                                field: `${prefix}.items[]`,
                                index: obj.items,
                                value: reader.bytes()
                            };
                            obj.items++;
                            break;
                        }
                        case 2: {
                            yield {
                                field: `${prefix}.id`,
                                value: reader.string()
                            };
                            break;
                        }
                        case 3: {
                            yield {
                                field: `${prefix}.noWait`,
                                value: reader.bool()
                            };
                            break;
                        }
                        case 4: {
                            yield {
                                field: `${prefix}.timeout`,
                                value: reader.sint64Number()
                            };
                            break;
                        }
                        case 5: {
                            yield {
                                field: `${prefix}.priority`,
                                value: reader.sint32()
                            };
                            break;
                        }
                        case 6: {
                            yield {
                                field: `${prefix}.delay`,
                                value: reader.uint64Number()
                            };
                            break;
                        }
                        case 7: {
                            yield {
                                field: `${prefix}.ttl`,
                                value: reader.uint64Number()
                            };
                            break;
                        }
                        case 8: {
                            yield {
                                field: `${prefix}.maxAttempts`,
                                value: reader.uint32()
                            };
                            break;
                        }
                        case 9: {
                            yield {
                                field: `${prefix}.leaseMs`,
                                value: reader.uint64Number()
                            };
                            break;
                        }
                        case 10: {
                            yield {
                                field: `${prefix}.maxRunMs`,
                                value: reader.uint64Number()
                            };
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
            });
        }
        return _codec;
    };
    function encode(obj) {
        return encodeMessage(obj, Put.codec());
    }
    Put.encode = encode;
    function decode(buf, opts) {
        return decodeMessage(buf, Put.codec(), opts);
    }
    Put.decode = decode;
    function stream(buf, opts) {
        return streamMessage(buf, Put.codec(), opts);
    }
    Put.stream = stream;
})(Put || (Put = {}));
export var Mode;
(function (Mode) {
    Mode["LEASE"] = "LEASE";
    Mode["RECEIPT"] = "RECEIPT";
})(Mode || (Mode = {}));
var __ModeValues;
(function (__ModeValues) {
    __ModeValues[__ModeValues["LEASE"] = 0] = "LEASE";
    __ModeValues[__ModeValues["RECEIPT"] = 1] = "RECEIPT";
})(__ModeValues || (__ModeValues = {}));
(function (Mode) {
    Mode.codec = () => {
        return enumeration(__ModeValues);
    };
})(Mode || (Mode = {}));
export var Take;
(function (Take) {
    let _codec;
    Take.codec = () => {
        if (_codec == null) {
            _codec = message((obj, w, opts = {}) => {
                if (opts.lengthDelimited !== false) {
                    w.fork();
                }
                if (obj.mode != null && __ModeValues[obj.mode] !== 0) {
                    w.uint32(8);
                    Mode.codec().encode(obj.mode, w);
                }
                if ((obj.noWait != null && obj.noWait !== false)) {
                    w.uint32(16);
                    w.bool(obj.noWait);
                }
                if (obj.timeout != null) {
                    w.uint32(24);
                    w.sint64Number(obj.timeout);
                }
                if (opts.lengthDelimited !== false) {
                    w.ldelim();
                }
            }, (reader, length, opts = {}) => {
                const obj = {
                    mode: Mode.LEASE,
                    noWait: false
                };
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            obj.mode = Mode.codec().decode(reader);
                            break;
                        }
                        case 2: {
                            obj.noWait = reader.bool();
                            break;
                        }
                        case 3: {
                            obj.timeout = reader.sint64Number();
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
                return obj;
            }, function* (reader, length, prefix, opts = {}) {
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            yield {
                                field: `${prefix}.mode`,
                                value: Mode.codec().decode(reader)
                            };
                            break;
                        }
                        case 2: {
                            yield {
                                field: `${prefix}.noWait`,
                                value: reader.bool()
                            };
                            break;
                        }
                        case 3: {
                            yield {
                                field: `${prefix}.timeout`,
                                value: reader.sint64Number()
                            };
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
            });
        }
        return _codec;
    };
    function encode(obj) {
        return encodeMessage(obj, Take.codec());
    }
    Take.encode = encode;
    function decode(buf, opts) {
        return decodeMessage(buf, Take.codec(), opts);
    }
    Take.decode = decode;
    function stream(buf, opts) {
        return streamMessage(buf, Take.codec(), opts);
    }
    Take.stream = stream;
})(Take || (Take = {}));
export var Settle;
(function (Settle) {
    let Verb;
    (function (Verb) {
        Verb["COMPLETE"] = "COMPLETE";
        Verb["FAIL"] = "FAIL";
        Verb["RELEASE"] = "RELEASE";
    })(Verb = Settle.Verb || (Settle.Verb = {}));
    let __VerbValues;
    (function (__VerbValues) {
        __VerbValues[__VerbValues["COMPLETE"] = 0] = "COMPLETE";
        __VerbValues[__VerbValues["FAIL"] = 1] = "FAIL";
        __VerbValues[__VerbValues["RELEASE"] = 2] = "RELEASE";
    })(__VerbValues || (__VerbValues = {}));
    (function (Verb) {
        Verb.codec = () => {
            return enumeration(__VerbValues);
        };
    })(Verb = Settle.Verb || (Settle.Verb = {}));
    let _codec;
    Settle.codec = () => {
        if (_codec == null) {
            _codec = message((obj, w, opts = {}) => {
                if (opts.lengthDelimited !== false) {
                    w.fork();
                }
                if ((obj.token != null && obj.token !== 0)) {
                    w.uint32(8);
                    w.uint64Number(obj.token);
                }
                if (obj.verb != null && __VerbValues[obj.verb] !== 0) {
                    w.uint32(16);
                    Settle.Verb.codec().encode(obj.verb, w);
                }
                if (obj.result != null) {
                    w.uint32(26);
                    w.bytes(obj.result);
                }
                if (obj.failure != null) {
                    w.uint32(34);
                    Failure.codec().encode(obj.failure, w);
                }
                if ((obj.noRetry != null && obj.noRetry !== false)) {
                    w.uint32(40);
                    w.bool(obj.noRetry);
                }
                if (obj.delay != null) {
                    w.uint32(48);
                    w.uint64Number(obj.delay);
                }
                if (opts.lengthDelimited !== false) {
                    w.ldelim();
                }
            }, (reader, length, opts = {}) => {
                const obj = {
                    token: 0,
                    verb: Verb.COMPLETE,
                    noRetry: false
                };
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            obj.token = reader.uint64Number();
                            break;
                        }
                        case 2: {
                            obj.verb = Settle.Verb.codec().decode(reader);
                            break;
                        }
                        case 3: {
                            obj.result = reader.bytes();
                            break;
                        }
                        case 4: {
                            obj.failure = Failure.codec().decode(reader, reader.uint32(), {
                                limits: opts.limits?.failure
                            });
                            break;
                        }
                        case 5: {
                            obj.noRetry = reader.bool();
                            break;
                        }
                        case 6: {
                            obj.delay = reader.uint64Number();
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
                return obj;
            }, function* (reader, length, prefix, opts = {}) {
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            yield {
                                field: `${prefix}.token`,
                                value: reader.uint64Number()
                            };
                            break;
                        }
                        case 2: {
                            yield {
                                field: `${prefix}.verb`,
                                value: Settle.Verb.codec().decode(reader)
                            };
                            break;
                        }
                        case 3: {
                            yield {
                                field: `${prefix}.result`,
                                value: reader.bytes()
                            };
                            break;
                        }
                        case 4: {
                            yield* Failure.codec().stream(reader, reader.uint32(), `${prefix}.failure`, {
                                limits: opts.limits?.failure
                            });
                            break;
                        }
                        case 5: {
                            yield {
                                field: `${prefix}.noRetry`,
                                value: reader.bool()
                            };
                            break;
                        }
                        case 6: {
                            yield {
                                field: `${prefix}.delay`,
                                value: reader.uint64Number()
                            };
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
            });
        }
        return _codec;
    };
    function encode(obj) {
        return encodeMessage(obj, Settle.codec());
    }
    Settle.encode = encode;
    function decode(buf, opts) {
        return decodeMessage(buf, Settle.codec(), opts);
    }
    Settle.decode = decode;
    function stream(buf, opts) {
        return streamMessage(buf, Settle.codec(), opts);
    }
    Settle.stream = stream;
})(Settle || (Settle = {}));
export var CompleteMany;
(function (CompleteMany) {
    let _codec;
    CompleteMany.codec = () => {
        if (_codec == null) {
            _codec = message((obj, w, opts = {}) => {
                if (opts.lengthDelimited !== false) {
                    w.fork();
                }
                if (obj.done != null && obj.done.length > 0) {
                    for (const value of obj.done) {
                        w.uint32(10);
                        Completion.codec().encode(value, w);
                    }
                }
                if (opts.lengthDelimited !== false) {
                    w.ldelim();
                }
            }, (reader, length, opts = {}) => {
                const obj = {
                    done: []
                };
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            if (opts.limits?.done != null && obj.done.length === opts.limits.done) {
                                throw new MaxLengthError('Decode error - repeated field "done" had too many elements');
                            }
                            obj.done.push(Completion.codec().decode(reader, reader.uint32(), {
                                limits: opts.limits?.done$
                            }));
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
                return obj;
            }, function* (reader, length, prefix, opts = {}) {
                const obj = {
                    done: 0
                };
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            if (opts.limits?.done != null && obj.done === opts.limits.done) {
                                throw new MaxLengthError('Streaming decode error - repeated field "done" had too many elements');
                            }
                            for (const evt of Completion.codec().stream(reader, reader.uint32(), `${prefix}.done[]`, {
                                limits: opts.limits?.done$
                            })) {
                                yield {
                                    ...evt,
                                    index: obj.done
                                };
                            }
                            obj.done++;
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
            });
        }
        return _codec;
    };
    function encode(obj) {
        return encodeMessage(obj, CompleteMany.codec());
    }
    CompleteMany.encode = encode;
    function decode(buf, opts) {
        return decodeMessage(buf, CompleteMany.codec(), opts);
    }
    CompleteMany.decode = decode;
    function stream(buf, opts) {
        return streamMessage(buf, CompleteMany.codec(), opts);
    }
    CompleteMany.stream = stream;
})(CompleteMany || (CompleteMany = {}));
export var Completion;
(function (Completion) {
    let _codec;
    Completion.codec = () => {
        if (_codec == null) {
            _codec = message((obj, w, opts = {}) => {
                if (opts.lengthDelimited !== false) {
                    w.fork();
                }
                if ((obj.token != null && obj.token !== 0)) {
                    w.uint32(8);
                    w.uint64Number(obj.token);
                }
                if (obj.result != null) {
                    w.uint32(18);
                    w.bytes(obj.result);
                }
                if (opts.lengthDelimited !== false) {
                    w.ldelim();
                }
            }, (reader, length, opts = {}) => {
                const obj = {
                    token: 0
                };
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            obj.token = reader.uint64Number();
                            break;
                        }
                        case 2: {
                            obj.result = reader.bytes();
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
                return obj;
            }, function* (reader, length, prefix, opts = {}) {
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            yield {
                                field: `${prefix}.token`,
                                value: reader.uint64Number()
                            };
                            break;
                        }
                        case 2: {
                            yield {
                                field: `${prefix}.result`,
                                value: reader.bytes()
                            };
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
            });
        }
        return _codec;
    };
    function encode(obj) {
        return encodeMessage(obj, Completion.codec());
    }
    Completion.encode = encode;
    function decode(buf, opts) {
        return decodeMessage(buf, Completion.codec(), opts);
    }
    Completion.decode = decode;
    function stream(buf, opts) {
        return streamMessage(buf, Completion.codec(), opts);
    }
    Completion.stream = stream;
})(Completion || (Completion = {}));
export var Confirm;
(function (Confirm) {
    let _codec;
    Confirm.codec = () => {
        if (_codec == null) {
            _codec = message((obj, w, opts = {}) => {
                if (opts.lengthDelimited !== false) {
                    w.fork();
                }
                if (obj.tokens != null && obj.tokens.length > 0) {
                    for (const value of obj.tokens) {
                        w.uint32(8);
                        w.uint64Number(value);
                    }
                }
                if (opts.lengthDelimited !== false) {
                    w.ldelim();
                }
            }, (reader, length, opts = {}) => {
                const obj = {
                    tokens: []
                };
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            if (opts.limits?.tokens != null && obj.tokens.length === opts.limits.tokens) {
                                throw new MaxLengthError('Decode error - repeated field "tokens" had too many elements');
                            }
                            obj.tokens.push(reader.uint64Number());
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
                return obj;
            }, function* (reader, length, prefix, opts = {}) {
                const obj = {
                    tokens: 0
                };
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            if (opts.limits?.tokens != null && obj.tokens === opts.limits.tokens) {
                                throw new MaxLengthError('Streaming decode error - repeated field "tokens" had too many elements');
                            }
                            yield {
                                field: `${prefix}.tokens[]`,
                                index: obj.tokens,
                                value: reader.uint64Number()
                            };
                            obj.tokens++;
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
            });
        }
        return _codec;
    };
    function encode(obj) {
        return encodeMessage(obj, Confirm.codec());
    }
    Confirm.encode = encode;
    function decode(buf, opts) {
        return decodeMessage(buf, Confirm.codec(), opts);
    }
    Confirm.decode = decode;
    function stream(buf, opts) {
        return streamMessage(buf, Confirm.codec(), opts);
    }
    Confirm.stream = stream;
})(Confirm || (Confirm = {}));
export var Extend;
(function (Extend) {
    let _codec;
    Extend.codec = () => {
        if (_codec == null) {
            _codec = message((obj, w, opts = {}) => {
                if (opts.lengthDelimited !== false) {
                    w.fork();
                }
                if ((obj.token != null && obj.token !== 0)) {
                    w.uint32(8);
                    w.uint64Number(obj.token);
                }
                if ((obj.ms != null && obj.ms !== 0)) {
                    w.uint32(16);
                    w.uint64Number(obj.ms);
                }
                if (opts.lengthDelimited !== false) {
                    w.ldelim();
                }
            }, (reader, length, opts = {}) => {
                const obj = {
                    token: 0,
                    ms: 0
                };
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            obj.token = reader.uint64Number();
                            break;
                        }
                        case 2: {
                            obj.ms = reader.uint64Number();
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
                return obj;
            }, function* (reader, length, prefix, opts = {}) {
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            yield {
                                field: `${prefix}.token`,
                                value: reader.uint64Number()
                            };
                            break;
                        }
                        case 2: {
                            yield {
                                field: `${prefix}.ms`,
                                value: reader.uint64Number()
                            };
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
            });
        }
        return _codec;
    };
    function encode(obj) {
        return encodeMessage(obj, Extend.codec());
    }
    Extend.encode = encode;
    function decode(buf, opts) {
        return decodeMessage(buf, Extend.codec(), opts);
    }
    Extend.decode = decode;
    function stream(buf, opts) {
        return streamMessage(buf, Extend.codec(), opts);
    }
    Extend.stream = stream;
})(Extend || (Extend = {}));
export var Cancel;
(function (Cancel) {
    let _codec;
    Cancel.codec = () => {
        if (_codec == null) {
            _codec = message((obj, w, opts = {}) => {
                if (opts.lengthDelimited !== false) {
                    w.fork();
                }
                if ((obj.task != null && obj.task !== '')) {
                    w.uint32(10);
                    w.string(obj.task);
                }
                if (opts.lengthDelimited !== false) {
                    w.ldelim();
                }
            }, (reader, length, opts = {}) => {
                const obj = {
                    task: ''
                };
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            obj.task = reader.string();
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
                return obj;
            }, function* (reader, length, prefix, opts = {}) {
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            yield {
                                field: `${prefix}.task`,
                                value: reader.string()
                            };
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
            });
        }
        return _codec;
    };
    function encode(obj) {
        return encodeMessage(obj, Cancel.codec());
    }
    Cancel.encode = encode;
    function decode(buf, opts) {
        return decodeMessage(buf, Cancel.codec(), opts);
    }
    Cancel.decode = decode;
    function stream(buf, opts) {
        return streamMessage(buf, Cancel.codec(), opts);
    }
    Cancel.stream = stream;
})(Cancel || (Cancel = {}));
export var AwaitResult;
(function (AwaitResult) {
    let _codec;
    AwaitResult.codec = () => {
        if (_codec == null) {
            _codec = message((obj, w, opts = {}) => {
                if (opts.lengthDelimited !== false) {
                    w.fork();
                }
                if ((obj.task != null && obj.task !== '')) {
                    w.uint32(10);
                    w.string(obj.task);
                }
                if (obj.timeout != null) {
                    w.uint32(16);
                    w.uint64Number(obj.timeout);
                }
                if (opts.lengthDelimited !== false) {
                    w.ldelim();
                }
            }, (reader, length, opts = {}) => {
                const obj = {
                    task: ''
                };
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            obj.task = reader.string();
                            break;
                        }
                        case 2: {
                            obj.timeout = reader.uint64Number();
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
                return obj;
            }, function* (reader, length, prefix, opts = {}) {
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            yield {
                                field: `${prefix}.task`,
                                value: reader.string()
                            };
                            break;
                        }
                        case 2: {
                            yield {
                                field: `${prefix}.timeout`,
                                value: reader.uint64Number()
                            };
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
            });
        }
        return _codec;
    };
    function encode(obj) {
        return encodeMessage(obj, AwaitResult.codec());
    }
    AwaitResult.encode = encode;
    function decode(buf, opts) {
        return decodeMessage(buf, AwaitResult.codec(), opts);
    }
    AwaitResult.decode = decode;
    function stream(buf, opts) {
        return streamMessage(buf, AwaitResult.codec(), opts);
    }
    AwaitResult.stream = stream;
})(AwaitResult || (AwaitResult = {}));
export var Collect;
(function (Collect) {
    let _codec;
    Collect.codec = () => {
        if (_codec == null) {
            _codec = message((obj, w, opts = {}) => {
                if (opts.lengthDelimited !== false) {
                    w.fork();
                }
                if (obj.tasks != null && obj.tasks.length > 0) {
                    for (const value of obj.tasks) {
                        w.uint32(10);
                        w.string(value);
                    }
                }
                if (opts.lengthDelimited !== false) {
                    w.ldelim();
                }
            }, (reader, length, opts = {}) => {
                const obj = {
                    tasks: []
                };
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            if (opts.limits?.tasks != null && obj.tasks.length === opts.limits.tasks) {
                                throw new MaxLengthError('Decode error - repeated field "tasks" had too many elements');
                            }
                            obj.tasks.push(reader.string());
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
                return obj;
            }, function* (reader, length, prefix, opts = {}) {
                const obj = {
                    tasks: 0
                };
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            if (opts.limits?.tasks != null && obj.tasks === opts.limits.tasks) {
                                throw new MaxLengthError('Streaming decode error - repeated field "tasks" had too many elements');
                            }
                            yield {
                                field: `${prefix}.tasks[]`,
                                index: obj.tasks,
                                value: reader.string()
                            };
                            obj.tasks++;
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
            });
        }
        return _codec;
    };
    function encode(obj) {
        return encodeMessage(obj, Collect.codec());
    }
    Collect.encode = encode;
    function decode(buf, opts) {
        return decodeMessage(buf, Collect.codec(), opts);
    }
    Collect.decode = decode;
    function stream(buf, opts) {
        return streamMessage(buf, Collect.codec(), opts);
    }
    Collect.stream = stream;
})(Collect || (Collect = {}));
export var Follow;
(function (Follow) {
    let _codec;
    Follow.codec = () => {
        if (_codec == null) {
            _codec = message((obj, w, opts = {}) => {
                if (opts.lengthDelimited !== false) {
                    w.fork();
                }
                if ((obj.task != null && obj.task !== '')) {
                    w.uint32(10);
                    w.string(obj.task);
                }
                if (opts.lengthDelimited !== false) {
                    w.ldelim();
                }
            }, (reader, length, opts = {}) => {
                const obj = {
                    task: ''
                };
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            obj.task = reader.string();
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
                return obj;
            }, function* (reader, length, prefix, opts = {}) {
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            yield {
                                field: `${prefix}.task`,
                                value: reader.string()
                            };
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
            });
        }
        return _codec;
    };
    function encode(obj) {
        return encodeMessage(obj, Follow.codec());
    }
    Follow.encode = encode;
    function decode(buf, opts) {
        return decodeMessage(buf, Follow.codec(), opts);
    }
    Follow.decode = decode;
    function stream(buf, opts) {
        return streamMessage(buf, Follow.codec(), opts);
    }
    Follow.stream = stream;
})(Follow || (Follow = {}));
export var Inspect;
(function (Inspect) {
    let _codec;
    Inspect.codec = () => {
        if (_codec == null) {
            _codec = message((obj, w, opts = {}) => {
                if (opts.lengthDelimited !== false) {
                    w.fork();
                }
                if ((obj.task != null && obj.task !== '')) {
                    w.uint32(10);
                    w.string(obj.task);
                }
                if (opts.lengthDelimited !== false) {
                    w.ldelim();
                }
            }, (reader, length, opts = {}) => {
                const obj = {
                    task: ''
                };
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            obj.task = reader.string();
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
                return obj;
            }, function* (reader, length, prefix, opts = {}) {
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            yield {
                                field: `${prefix}.task`,
                                value: reader.string()
                            };
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
            });
        }
        return _codec;
    };
    function encode(obj) {
        return encodeMessage(obj, Inspect.codec());
    }
    Inspect.encode = encode;
    function decode(buf, opts) {
        return decodeMessage(buf, Inspect.codec(), opts);
    }
    Inspect.decode = decode;
    function stream(buf, opts) {
        return streamMessage(buf, Inspect.codec(), opts);
    }
    Inspect.stream = stream;
})(Inspect || (Inspect = {}));
export var Ask;
(function (Ask) {
    let What;
    (function (What) {
        What["SIZE"] = "SIZE";
        What["EMPTY"] = "EMPTY";
        What["FULL"] = "FULL";
        What["IS_SHUTDOWN"] = "IS_SHUTDOWN";
    })(What = Ask.What || (Ask.What = {}));
    let __WhatValues;
    (function (__WhatValues) {
        __WhatValues[__WhatValues["SIZE"] = 0] = "SIZE";
        __WhatValues[__WhatValues["EMPTY"] = 1] = "EMPTY";
        __WhatValues[__WhatValues["FULL"] = 2] = "FULL";
        __WhatValues[__WhatValues["IS_SHUTDOWN"] = 3] = "IS_SHUTDOWN";
    })(__WhatValues || (__WhatValues = {}));
    (function (What) {
        What.codec = () => {
            return enumeration(__WhatValues);
        };
    })(What = Ask.What || (Ask.What = {}));
    let _codec;
    Ask.codec = () => {
        if (_codec == null) {
            _codec = message((obj, w, opts = {}) => {
                if (opts.lengthDelimited !== false) {
                    w.fork();
                }
                if (obj.what != null && __WhatValues[obj.what] !== 0) {
                    w.uint32(8);
                    Ask.What.codec().encode(obj.what, w);
                }
                if (opts.lengthDelimited !== false) {
                    w.ldelim();
                }
            }, (reader, length, opts = {}) => {
                const obj = {
                    what: What.SIZE
                };
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            obj.what = Ask.What.codec().decode(reader);
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
                return obj;
            }, function* (reader, length, prefix, opts = {}) {
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            yield {
                                field: `${prefix}.what`,
                                value: Ask.What.codec().decode(reader)
                            };
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
            });
        }
        return _codec;
    };
    function encode(obj) {
        return encodeMessage(obj, Ask.codec());
    }
    Ask.encode = encode;
    function decode(buf, opts) {
        return decodeMessage(buf, Ask.codec(), opts);
    }
    Ask.decode = decode;
    function stream(buf, opts) {
        return streamMessage(buf, Ask.codec(), opts);
    }
    Ask.stream = stream;
})(Ask || (Ask = {}));
export var TaskDone;
(function (TaskDone) {
    let _codec;
    TaskDone.codec = () => {
        if (_codec == null) {
            _codec = message((obj, w, opts = {}) => {
                if (opts.lengthDelimited !== false) {
                    w.fork();
                }
                if (opts.lengthDelimited !== false) {
                    w.ldelim();
                }
            }, (reader, length, opts = {}) => {
                const obj = {};
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
                return obj;
            }, function* (reader, length, prefix, opts = {}) {
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
            });
        }
        return _codec;
    };
    function encode(obj) {
        return encodeMessage(obj, TaskDone.codec());
    }
    TaskDone.encode = encode;
    function decode(buf, opts) {
        return decodeMessage(buf, TaskDone.codec(), opts);
    }
    TaskDone.decode = decode;
    function stream(buf, opts) {
        return streamMessage(buf, TaskDone.codec(), opts);
    }
    TaskDone.stream = stream;
})(TaskDone || (TaskDone = {}));
export var Join;
(function (Join) {
    let _codec;
    Join.codec = () => {
        if (_codec == null) {
            _codec = message((obj, w, opts = {}) => {
                if (opts.lengthDelimited !== false) {
                    w.fork();
                }
                if (obj.timeout != null) {
                    w.uint32(8);
                    w.uint64Number(obj.timeout);
                }
                if (opts.lengthDelimited !== false) {
                    w.ldelim();
                }
            }, (reader, length, opts = {}) => {
                const obj = {};
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            obj.timeout = reader.uint64Number();
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
                return obj;
            }, function* (reader, length, prefix, opts = {}) {
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            yield {
                                field: `${prefix}.timeout`,
                                value: reader.uint64Number()
                            };
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
            });
        }
        return _codec;
    };
    function encode(obj) {
        return encodeMessage(obj, Join.codec());
    }
    Join.encode = encode;
    function decode(buf, opts) {
        return decodeMessage(buf, Join.codec(), opts);
    }
    Join.decode = decode;
    function stream(buf, opts) {
        return streamMessage(buf, Join.codec(), opts);
    }
    Join.stream = stream;
})(Join || (Join = {}));
export var Shutdown;
(function (Shutdown) {
    let _codec;
    Shutdown.codec = () => {
        if (_codec == null) {
            _codec = message((obj, w, opts = {}) => {
                if (opts.lengthDelimited !== false) {
                    w.fork();
                }
                if ((obj.immediate != null && obj.immediate !== false)) {
                    w.uint32(8);
                    w.bool(obj.immediate);
                }
                if (opts.lengthDelimited !== false) {
                    w.ldelim();
                }
            }, (reader, length, opts = {}) => {
                const obj = {
                    immediate: false
                };
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            obj.immediate = reader.bool();
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
                return obj;
            }, function* (reader, length, prefix, opts = {}) {
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            yield {
                                field: `${prefix}.immediate`,
                                value: reader.bool()
                            };
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
            });
        }
        return _codec;
    };
    function encode(obj) {
        return encodeMessage(obj, Shutdown.codec());
    }
    Shutdown.encode = encode;
    function decode(buf, opts) {
        return decodeMessage(buf, Shutdown.codec(), opts);
    }
    Shutdown.decode = decode;
    function stream(buf, opts) {
        return streamMessage(buf, Shutdown.codec(), opts);
    }
    Shutdown.stream = stream;
})(Shutdown || (Shutdown = {}));
export var SetMaxSize;
(function (SetMaxSize) {
    let _codec;
    SetMaxSize.codec = () => {
        if (_codec == null) {
            _codec = message((obj, w, opts = {}) => {
                if (opts.lengthDelimited !== false) {
                    w.fork();
                }
                if ((obj.maxSize != null && obj.maxSize !== 0)) {
                    w.uint32(8);
                    w.sint64Number(obj.maxSize);
                }
                if (opts.lengthDelimited !== false) {
                    w.ldelim();
                }
            }, (reader, length, opts = {}) => {
                const obj = {
                    maxSize: 0
                };
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            obj.maxSize = reader.sint64Number();
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
                return obj;
            }, function* (reader, length, prefix, opts = {}) {
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            yield {
                                field: `${prefix}.maxSize`,
                                value: reader.sint64Number()
                            };
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
            });
        }
        return _codec;
    };
    function encode(obj) {
        return encodeMessage(obj, SetMaxSize.codec());
    }
    SetMaxSize.encode = encode;
    function decode(buf, opts) {
        return decodeMessage(buf, SetMaxSize.codec(), opts);
    }
    SetMaxSize.decode = decode;
    function stream(buf, opts) {
        return streamMessage(buf, SetMaxSize.codec(), opts);
    }
    SetMaxSize.stream = stream;
})(SetMaxSize || (SetMaxSize = {}));
export var Administer;
(function (Administer) {
    let Verb;
    (function (Verb) {
        Verb["PAUSE"] = "PAUSE";
        Verb["RESUME"] = "RESUME";
        Verb["PURGE"] = "PURGE";
    })(Verb = Administer.Verb || (Administer.Verb = {}));
    let __VerbValues;
    (function (__VerbValues) {
        __VerbValues[__VerbValues["PAUSE"] = 0] = "PAUSE";
        __VerbValues[__VerbValues["RESUME"] = 1] = "RESUME";
        __VerbValues[__VerbValues["PURGE"] = 2] = "PURGE";
    })(__VerbValues || (__VerbValues = {}));
    (function (Verb) {
        Verb.codec = () => {
            return enumeration(__VerbValues);
        };
    })(Verb = Administer.Verb || (Administer.Verb = {}));
    let _codec;
    Administer.codec = () => {
        if (_codec == null) {
            _codec = message((obj, w, opts = {}) => {
                if (opts.lengthDelimited !== false) {
                    w.fork();
                }
                if (obj.verb != null && __VerbValues[obj.verb] !== 0) {
                    w.uint32(8);
                    Administer.Verb.codec().encode(obj.verb, w);
                }
                if (opts.lengthDelimited !== false) {
                    w.ldelim();
                }
            }, (reader, length, opts = {}) => {
                const obj = {
                    verb: Verb.PAUSE
                };
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            obj.verb = Administer.Verb.codec().decode(reader);
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
                return obj;
            }, function* (reader, length, prefix, opts = {}) {
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            yield {
                                field: `${prefix}.verb`,
                                value: Administer.Verb.codec().decode(reader)
                            };
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
            });
        }
        return _codec;
    };
    function encode(obj) {
        return encodeMessage(obj, Administer.codec());
    }
    Administer.encode = encode;
    function decode(buf, opts) {
        return decodeMessage(buf, Administer.codec(), opts);
    }
    Administer.decode = decode;
    function stream(buf, opts) {
        return streamMessage(buf, Administer.codec(), opts);
    }
    Administer.stream = stream;
})(Administer || (Administer = {}));
export var Requeue;
(function (Requeue) {
    let _codec;
    Requeue.codec = () => {
        if (_codec == null) {
            _codec = message((obj, w, opts = {}) => {
                if (opts.lengthDelimited !== false) {
                    w.fork();
                }
                if ((obj.task != null && obj.task !== '')) {
                    w.uint32(10);
                    w.string(obj.task);
                }
                if (opts.lengthDelimited !== false) {
                    w.ldelim();
                }
            }, (reader, length, opts = {}) => {
                const obj = {
                    task: ''
                };
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            obj.task = reader.string();
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
                return obj;
            }, function* (reader, length, prefix, opts = {}) {
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            yield {
                                field: `${prefix}.task`,
                                value: reader.string()
                            };
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
            });
        }
        return _codec;
    };
    function encode(obj) {
        return encodeMessage(obj, Requeue.codec());
    }
    Requeue.encode = encode;
    function decode(buf, opts) {
        return decodeMessage(buf, Requeue.codec(), opts);
    }
    Requeue.decode = decode;
    function stream(buf, opts) {
        return streamMessage(buf, Requeue.codec(), opts);
    }
    Requeue.stream = stream;
})(Requeue || (Requeue = {}));
export var Redrive;
(function (Redrive) {
    let _codec;
    Redrive.codec = () => {
        if (_codec == null) {
            _codec = message((obj, w, opts = {}) => {
                if (opts.lengthDelimited !== false) {
                    w.fork();
                }
                if (obj.tasks != null && obj.tasks.length > 0) {
                    for (const value of obj.tasks) {
                        w.uint32(10);
                        w.string(value);
                    }
                }
                if (obj.limit != null) {
                    w.uint32(16);
                    w.uint32(obj.limit);
                }
                if (opts.lengthDelimited !== false) {
                    w.ldelim();
                }
            }, (reader, length, opts = {}) => {
                const obj = {
                    tasks: []
                };
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            if (opts.limits?.tasks != null && obj.tasks.length === opts.limits.tasks) {
                                throw new MaxLengthError('Decode error - repeated field "tasks" had too many elements');
                            }
                            obj.tasks.push(reader.string());
                            break;
                        }
                        case 2: {
                            obj.limit = reader.uint32();
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
                return obj;
            }, function* (reader, length, prefix, opts = {}) {
                const obj = {
                    tasks: 0
                };
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            if (opts.limits?.tasks != null && obj.tasks === opts.limits.tasks) {
                                throw new MaxLengthError('Streaming decode error - repeated field "tasks" had too many elements');
                            }
                            yield {
                                field: `${prefix}.tasks[]`,
                                index: obj.tasks,
                                value: reader.string()
                            };
                            obj.tasks++;
                            break;
                        }
                        case 2: {
                            yield {
                                field: `${prefix}.limit`,
                                value: reader.uint32()
                            };
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
            });
        }
        return _codec;
    };
    function encode(obj) {
        return encodeMessage(obj, Redrive.codec());
    }
    Redrive.encode = encode;
    function decode(buf, opts) {
        return decodeMessage(buf, Redrive.codec(), opts);
    }
    Redrive.decode = decode;
    function stream(buf, opts) {
        return streamMessage(buf, Redrive.codec(), opts);
    }
    Redrive.stream = stream;
})(Redrive || (Redrive = {}));
export var ListTasks;
(function (ListTasks) {
    let _codec;
    ListTasks.codec = () => {
        if (_codec == null) {
            _codec = message((obj, w, opts = {}) => {
                if (opts.lengthDelimited !== false) {
                    w.fork();
                }
                if (obj.state != null) {
                    w.uint32(8);
                    TaskState.codec().encode(obj.state, w);
                }
                if ((obj.holder != null && obj.holder !== '')) {
                    w.uint32(18);
                    w.string(obj.holder);
                }
                if ((obj.limit != null && obj.limit !== 0)) {
                    w.uint32(24);
                    w.uint32(obj.limit);
                }
                if ((obj.after != null && obj.after !== '')) {
                    w.uint32(34);
                    w.string(obj.after);
                }
                if (opts.lengthDelimited !== false) {
                    w.ldelim();
                }
            }, (reader, length, opts = {}) => {
                const obj = {
                    holder: '',
                    limit: 0,
                    after: ''
                };
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            obj.state = TaskState.codec().decode(reader);
                            break;
                        }
                        case 2: {
                            obj.holder = reader.string();
                            break;
                        }
                        case 3: {
                            obj.limit = reader.uint32();
                            break;
                        }
                        case 4: {
                            obj.after = reader.string();
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
                return obj;
            }, function* (reader, length, prefix, opts = {}) {
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            yield {
                                field: `${prefix}.state`,
                                value: TaskState.codec().decode(reader)
                            };
                            break;
                        }
                        case 2: {
                            yield {
                                field: `${prefix}.holder`,
                                value: reader.string()
                            };
                            break;
                        }
                        case 3: {
                            yield {
                                field: `${prefix}.limit`,
                                value: reader.uint32()
                            };
                            break;
                        }
                        case 4: {
                            yield {
                                field: `${prefix}.after`,
                                value: reader.string()
                            };
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
            });
        }
        return _codec;
    };
    function encode(obj) {
        return encodeMessage(obj, ListTasks.codec());
    }
    ListTasks.encode = encode;
    function decode(buf, opts) {
        return decodeMessage(buf, ListTasks.codec(), opts);
    }
    ListTasks.decode = decode;
    function stream(buf, opts) {
        return streamMessage(buf, ListTasks.codec(), opts);
    }
    ListTasks.stream = stream;
})(ListTasks || (ListTasks = {}));
export var GetStats;
(function (GetStats) {
    let _codec;
    GetStats.codec = () => {
        if (_codec == null) {
            _codec = message((obj, w, opts = {}) => {
                if (opts.lengthDelimited !== false) {
                    w.fork();
                }
                if (opts.lengthDelimited !== false) {
                    w.ldelim();
                }
            }, (reader, length, opts = {}) => {
                const obj = {};
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
                return obj;
            }, function* (reader, length, prefix, opts = {}) {
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
            });
        }
        return _codec;
    };
    function encode(obj) {
        return encodeMessage(obj, GetStats.codec());
    }
    GetStats.encode = encode;
    function decode(buf, opts) {
        return decodeMessage(buf, GetStats.codec(), opts);
    }
    GetStats.decode = decode;
    function stream(buf, opts) {
        return streamMessage(buf, GetStats.codec(), opts);
    }
    GetStats.stream = stream;
})(GetStats || (GetStats = {}));
export var Watch;
(function (Watch) {
    let _codec;
    Watch.codec = () => {
        if (_codec == null) {
            _codec = message((obj, w, opts = {}) => {
                if (opts.lengthDelimited !== false) {
                    w.fork();
                }
                if (opts.lengthDelimited !== false) {
                    w.ldelim();
                }
            }, (reader, length, opts = {}) => {
                const obj = {};
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
                return obj;
            }, function* (reader, length, prefix, opts = {}) {
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
            });
        }
        return _codec;
    };
    function encode(obj) {
        return encodeMessage(obj, Watch.codec());
    }
    Watch.encode = encode;
    function decode(buf, opts) {
        return decodeMessage(buf, Watch.codec(), opts);
    }
    Watch.decode = decode;
    function stream(buf, opts) {
        return streamMessage(buf, Watch.codec(), opts);
    }
    Watch.stream = stream;
})(Watch || (Watch = {}));
export var ListPeers;
(function (ListPeers) {
    let _codec;
    ListPeers.codec = () => {
        if (_codec == null) {
            _codec = message((obj, w, opts = {}) => {
                if (opts.lengthDelimited !== false) {
                    w.fork();
                }
                if (opts.lengthDelimited !== false) {
                    w.ldelim();
                }
            }, (reader, length, opts = {}) => {
                const obj = {};
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
                return obj;
            }, function* (reader, length, prefix, opts = {}) {
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
            });
        }
        return _codec;
    };
    function encode(obj) {
        return encodeMessage(obj, ListPeers.codec());
    }
    ListPeers.encode = encode;
    function decode(buf, opts) {
        return decodeMessage(buf, ListPeers.codec(), opts);
    }
    ListPeers.decode = decode;
    function stream(buf, opts) {
        return streamMessage(buf, ListPeers.codec(), opts);
    }
    ListPeers.stream = stream;
})(ListPeers || (ListPeers = {}));
export var ListQueues;
(function (ListQueues) {
    let _codec;
    ListQueues.codec = () => {
        if (_codec == null) {
            _codec = message((obj, w, opts = {}) => {
                if (opts.lengthDelimited !== false) {
                    w.fork();
                }
                if (opts.lengthDelimited !== false) {
                    w.ldelim();
                }
            }, (reader, length, opts = {}) => {
                const obj = {};
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
                return obj;
            }, function* (reader, length, prefix, opts = {}) {
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
            });
        }
        return _codec;
    };
    function encode(obj) {
        return encodeMessage(obj, ListQueues.codec());
    }
    ListQueues.encode = encode;
    function decode(buf, opts) {
        return decodeMessage(buf, ListQueues.codec(), opts);
    }
    ListQueues.decode = decode;
    function stream(buf, opts) {
        return streamMessage(buf, ListQueues.codec(), opts);
    }
    ListQueues.stream = stream;
})(ListQueues || (ListQueues = {}));
export var Consume;
(function (Consume) {
    let _codec;
    Consume.codec = () => {
        if (_codec == null) {
            _codec = message((obj, w, opts = {}) => {
                if (opts.lengthDelimited !== false) {
                    w.fork();
                }
                if ((obj.consumer != null && obj.consumer !== 0)) {
                    w.uint32(8);
                    w.uint32(obj.consumer);
                }
                if ((obj.queue != null && obj.queue !== '')) {
                    w.uint32(18);
                    w.string(obj.queue);
                }
                if (obj.mode != null && __ModeValues[obj.mode] !== 0) {
                    w.uint32(24);
                    Mode.codec().encode(obj.mode, w);
                }
                if ((obj.concurrency != null && obj.concurrency !== 0)) {
                    w.uint32(32);
                    w.uint32(obj.concurrency);
                }
                if ((obj.prefetch != null && obj.prefetch !== 0)) {
                    w.uint32(40);
                    w.uint32(obj.prefetch);
                }
                if ((obj.close != null && obj.close !== false)) {
                    w.uint32(48);
                    w.bool(obj.close);
                }
                if (opts.lengthDelimited !== false) {
                    w.ldelim();
                }
            }, (reader, length, opts = {}) => {
                const obj = {
                    consumer: 0,
                    queue: '',
                    mode: Mode.LEASE,
                    concurrency: 0,
                    prefetch: 0,
                    close: false
                };
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            obj.consumer = reader.uint32();
                            break;
                        }
                        case 2: {
                            obj.queue = reader.string();
                            break;
                        }
                        case 3: {
                            obj.mode = Mode.codec().decode(reader);
                            break;
                        }
                        case 4: {
                            obj.concurrency = reader.uint32();
                            break;
                        }
                        case 5: {
                            obj.prefetch = reader.uint32();
                            break;
                        }
                        case 6: {
                            obj.close = reader.bool();
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
                return obj;
            }, function* (reader, length, prefix, opts = {}) {
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            yield {
                                field: `${prefix}.consumer`,
                                value: reader.uint32()
                            };
                            break;
                        }
                        case 2: {
                            yield {
                                field: `${prefix}.queue`,
                                value: reader.string()
                            };
                            break;
                        }
                        case 3: {
                            yield {
                                field: `${prefix}.mode`,
                                value: Mode.codec().decode(reader)
                            };
                            break;
                        }
                        case 4: {
                            yield {
                                field: `${prefix}.concurrency`,
                                value: reader.uint32()
                            };
                            break;
                        }
                        case 5: {
                            yield {
                                field: `${prefix}.prefetch`,
                                value: reader.uint32()
                            };
                            break;
                        }
                        case 6: {
                            yield {
                                field: `${prefix}.close`,
                                value: reader.bool()
                            };
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
            });
        }
        return _codec;
    };
    function encode(obj) {
        return encodeMessage(obj, Consume.codec());
    }
    Consume.encode = encode;
    function decode(buf, opts) {
        return decodeMessage(buf, Consume.codec(), opts);
    }
    Consume.decode = decode;
    function stream(buf, opts) {
        return streamMessage(buf, Consume.codec(), opts);
    }
    Consume.stream = stream;
})(Consume || (Consume = {}));
export var ConsumerEnd;
(function (ConsumerEnd) {
    let _codec;
    ConsumerEnd.codec = () => {
        if (_codec == null) {
            _codec = message((obj, w, opts = {}) => {
                if (opts.lengthDelimited !== false) {
                    w.fork();
                }
                if ((obj.consumer != null && obj.consumer !== 0)) {
                    w.uint32(8);
                    w.uint32(obj.consumer);
                }
                if (obj.status != null && __StatusValues[obj.status] !== 0) {
                    w.uint32(16);
                    Status.codec().encode(obj.status, w);
                }
                if ((obj.message != null && obj.message !== '')) {
                    w.uint32(26);
                    w.string(obj.message);
                }
                if (opts.lengthDelimited !== false) {
                    w.ldelim();
                }
            }, (reader, length, opts = {}) => {
                const obj = {
                    consumer: 0,
                    status: Status.OK,
                    message: ''
                };
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            obj.consumer = reader.uint32();
                            break;
                        }
                        case 2: {
                            obj.status = Status.codec().decode(reader);
                            break;
                        }
                        case 3: {
                            obj.message = reader.string();
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
                return obj;
            }, function* (reader, length, prefix, opts = {}) {
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            yield {
                                field: `${prefix}.consumer`,
                                value: reader.uint32()
                            };
                            break;
                        }
                        case 2: {
                            yield {
                                field: `${prefix}.status`,
                                value: Status.codec().decode(reader)
                            };
                            break;
                        }
                        case 3: {
                            yield {
                                field: `${prefix}.message`,
                                value: reader.string()
                            };
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
            });
        }
        return _codec;
    };
    function encode(obj) {
        return encodeMessage(obj, ConsumerEnd.codec());
    }
    ConsumerEnd.encode = encode;
    function decode(buf, opts) {
        return decodeMessage(buf, ConsumerEnd.codec(), opts);
    }
    ConsumerEnd.decode = decode;
    function stream(buf, opts) {
        return streamMessage(buf, ConsumerEnd.codec(), opts);
    }
    ConsumerEnd.stream = stream;
})(ConsumerEnd || (ConsumerEnd = {}));
export var Grant;
(function (Grant) {
    let _codec;
    Grant.codec = () => {
        if (_codec == null) {
            _codec = message((obj, w, opts = {}) => {
                if (opts.lengthDelimited !== false) {
                    w.fork();
                }
                if ((obj.consumer != null && obj.consumer !== 0)) {
                    w.uint32(8);
                    w.uint32(obj.consumer);
                }
                if ((obj.token != null && obj.token !== 0)) {
                    w.uint32(16);
                    w.uint64Number(obj.token);
                }
                if ((obj.task != null && obj.task !== '')) {
                    w.uint32(26);
                    w.string(obj.task);
                }
                if ((obj.item != null && obj.item.byteLength > 0)) {
                    w.uint32(34);
                    w.bytes(obj.item);
                }
                if ((obj.attempt != null && obj.attempt !== 0)) {
                    w.uint32(40);
                    w.uint32(obj.attempt);
                }
                if ((obj.leaseMs != null && obj.leaseMs !== 0)) {
                    w.uint32(48);
                    w.uint64Number(obj.leaseMs);
                }
                if ((obj.maxRunMs != null && obj.maxRunMs !== 0)) {
                    w.uint32(56);
                    w.uint64Number(obj.maxRunMs);
                }
                if ((obj.heartbeat != null && obj.heartbeat !== 0)) {
                    w.uint32(64);
                    w.uint64Number(obj.heartbeat);
                }
                if (opts.lengthDelimited !== false) {
                    w.ldelim();
                }
            }, (reader, length, opts = {}) => {
                const obj = {
                    consumer: 0,
                    token: 0,
                    task: '',
                    item: uint8ArrayAlloc(0),
                    attempt: 0,
                    leaseMs: 0,
                    maxRunMs: 0,
                    heartbeat: 0
                };
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            obj.consumer = reader.uint32();
                            break;
                        }
                        case 2: {
                            obj.token = reader.uint64Number();
                            break;
                        }
                        case 3: {
                            obj.task = reader.string();
                            break;
                        }
                        case 4: {
                            obj.item = reader.bytes();
                            break;
                        }
                        case 5: {
                            obj.attempt = reader.uint32();
                            break;
                        }
                        case 6: {
                            obj.leaseMs = reader.uint64Number();
                            break;
                        }
                        case 7: {
                            obj.maxRunMs = reader.uint64Number();
                            break;
                        }
                        case 8: {
                            obj.heartbeat = reader.uint64Number();
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
                return obj;
            }, function* (reader, length, prefix, opts = {}) {
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            yield {
                                field: `${prefix}.consumer`,
                                value: reader.uint32()
                            };
                            break;
                        }
                        case 2: {
                            yield {
                                field: `${prefix}.token`,
                                value: reader.uint64Number()
                            };
                            break;
                        }
                        case 3: {
                            yield {
                                field: `${prefix}.task`,
                                value: reader.string()
                            };
                            break;
                        }
                        case 4: {
                            yield {
                                field: `${prefix}.item`,
                                value: reader.bytes()
                            };
                            break;
                        }
                        case 5: {
                            yield {
                                field: `${prefix}.attempt`,
                                value: reader.uint32()
                            };
                            break;
                        }
                        case 6: {
                            yield {
                                field: `${prefix}.leaseMs`,
                                value: reader.uint64Number()
                            };
                            break;
                        }
                        case 7: {
                            yield {
                                field: `${prefix}.maxRunMs`,
                                value: reader.uint64Number()
                            };
                            break;
                        }
                        case 8: {
                            yield {
                                field: `${prefix}.heartbeat`,
                                value: reader.uint64Number()
                            };
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
            });
        }
        return _codec;
    };
    function encode(obj) {
        return encodeMessage(obj, Grant.codec());
    }
    Grant.encode = encode;
    function decode(buf, opts) {
        return decodeMessage(buf, Grant.codec(), opts);
    }
    Grant.decode = decode;
    function stream(buf, opts) {
        return streamMessage(buf, Grant.codec(), opts);
    }
    Grant.stream = stream;
})(Grant || (Grant = {}));
export var Revoke;
(function (Revoke) {
    let _codec;
    Revoke.codec = () => {
        if (_codec == null) {
            _codec = message((obj, w, opts = {}) => {
                if (opts.lengthDelimited !== false) {
                    w.fork();
                }
                if ((obj.token != null && obj.token !== 0)) {
                    w.uint32(8);
                    w.uint64Number(obj.token);
                }
                if (obj.reason != null && __LostReasonValues[obj.reason] !== 0) {
                    w.uint32(16);
                    LostReason.codec().encode(obj.reason, w);
                }
                if (opts.lengthDelimited !== false) {
                    w.ldelim();
                }
            }, (reader, length, opts = {}) => {
                const obj = {
                    token: 0,
                    reason: LostReason.CANCELLED
                };
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            obj.token = reader.uint64Number();
                            break;
                        }
                        case 2: {
                            obj.reason = LostReason.codec().decode(reader);
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
                return obj;
            }, function* (reader, length, prefix, opts = {}) {
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            yield {
                                field: `${prefix}.token`,
                                value: reader.uint64Number()
                            };
                            break;
                        }
                        case 2: {
                            yield {
                                field: `${prefix}.reason`,
                                value: LostReason.codec().decode(reader)
                            };
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
            });
        }
        return _codec;
    };
    function encode(obj) {
        return encodeMessage(obj, Revoke.codec());
    }
    Revoke.encode = encode;
    function decode(buf, opts) {
        return decodeMessage(buf, Revoke.codec(), opts);
    }
    Revoke.decode = decode;
    function stream(buf, opts) {
        return streamMessage(buf, Revoke.codec(), opts);
    }
    Revoke.stream = stream;
})(Revoke || (Revoke = {}));
export var Progress;
(function (Progress) {
    let _codec;
    Progress.codec = () => {
        if (_codec == null) {
            _codec = message((obj, w, opts = {}) => {
                if (opts.lengthDelimited !== false) {
                    w.fork();
                }
                if ((obj.token != null && obj.token !== 0)) {
                    w.uint32(8);
                    w.uint64Number(obj.token);
                }
                if ((obj.value != null && obj.value.byteLength > 0)) {
                    w.uint32(18);
                    w.bytes(obj.value);
                }
                if (opts.lengthDelimited !== false) {
                    w.ldelim();
                }
            }, (reader, length, opts = {}) => {
                const obj = {
                    token: 0,
                    value: uint8ArrayAlloc(0)
                };
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            obj.token = reader.uint64Number();
                            break;
                        }
                        case 2: {
                            obj.value = reader.bytes();
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
                return obj;
            }, function* (reader, length, prefix, opts = {}) {
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            yield {
                                field: `${prefix}.token`,
                                value: reader.uint64Number()
                            };
                            break;
                        }
                        case 2: {
                            yield {
                                field: `${prefix}.value`,
                                value: reader.bytes()
                            };
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
            });
        }
        return _codec;
    };
    function encode(obj) {
        return encodeMessage(obj, Progress.codec());
    }
    Progress.encode = encode;
    function decode(buf, opts) {
        return decodeMessage(buf, Progress.codec(), opts);
    }
    Progress.decode = decode;
    function stream(buf, opts) {
        return streamMessage(buf, Progress.codec(), opts);
    }
    Progress.stream = stream;
})(Progress || (Progress = {}));
export var Status;
(function (Status) {
    Status["OK"] = "OK";
    Status["EMPTY"] = "EMPTY";
    Status["FULL"] = "FULL";
    Status["SHUTDOWN"] = "SHUTDOWN";
    Status["UNKNOWN_QUEUE"] = "UNKNOWN_QUEUE";
    Status["PERMISSION"] = "PERMISSION";
    Status["LEASE_LOST"] = "LEASE_LOST";
    Status["TASK_FAILED"] = "TASK_FAILED";
    Status["TASK_CANCELLED"] = "TASK_CANCELLED";
    Status["TASK_EXPIRED"] = "TASK_EXPIRED";
    Status["RESULT_EXPIRED"] = "RESULT_EXPIRED";
    Status["DUPLICATE_ID"] = "DUPLICATE_ID";
    Status["PAYLOAD_TOO_LARGE"] = "PAYLOAD_TOO_LARGE";
    Status["LIMIT"] = "LIMIT";
    Status["TIMEOUT"] = "TIMEOUT";
    Status["PROTOCOL"] = "PROTOCOL";
    Status["STORAGE"] = "STORAGE";
    Status["RANGE"] = "RANGE";
    Status["ABANDONED"] = "ABANDONED";
    Status["STOPPED"] = "STOPPED";
})(Status || (Status = {}));
var __StatusValues;
(function (__StatusValues) {
    __StatusValues[__StatusValues["OK"] = 0] = "OK";
    __StatusValues[__StatusValues["EMPTY"] = 1] = "EMPTY";
    __StatusValues[__StatusValues["FULL"] = 2] = "FULL";
    __StatusValues[__StatusValues["SHUTDOWN"] = 3] = "SHUTDOWN";
    __StatusValues[__StatusValues["UNKNOWN_QUEUE"] = 4] = "UNKNOWN_QUEUE";
    __StatusValues[__StatusValues["PERMISSION"] = 5] = "PERMISSION";
    __StatusValues[__StatusValues["LEASE_LOST"] = 6] = "LEASE_LOST";
    __StatusValues[__StatusValues["TASK_FAILED"] = 7] = "TASK_FAILED";
    __StatusValues[__StatusValues["TASK_CANCELLED"] = 8] = "TASK_CANCELLED";
    __StatusValues[__StatusValues["TASK_EXPIRED"] = 9] = "TASK_EXPIRED";
    __StatusValues[__StatusValues["RESULT_EXPIRED"] = 10] = "RESULT_EXPIRED";
    __StatusValues[__StatusValues["DUPLICATE_ID"] = 11] = "DUPLICATE_ID";
    __StatusValues[__StatusValues["PAYLOAD_TOO_LARGE"] = 12] = "PAYLOAD_TOO_LARGE";
    __StatusValues[__StatusValues["LIMIT"] = 13] = "LIMIT";
    __StatusValues[__StatusValues["TIMEOUT"] = 14] = "TIMEOUT";
    __StatusValues[__StatusValues["PROTOCOL"] = 15] = "PROTOCOL";
    __StatusValues[__StatusValues["STORAGE"] = 16] = "STORAGE";
    __StatusValues[__StatusValues["RANGE"] = 17] = "RANGE";
    __StatusValues[__StatusValues["ABANDONED"] = 18] = "ABANDONED";
    __StatusValues[__StatusValues["STOPPED"] = 19] = "STOPPED";
})(__StatusValues || (__StatusValues = {}));
(function (Status) {
    Status.codec = () => {
        return enumeration(__StatusValues);
    };
})(Status || (Status = {}));
export var LostReason;
(function (LostReason) {
    LostReason["CANCELLED"] = "CANCELLED";
    LostReason["LAPSED"] = "LAPSED";
    LostReason["MAX_RUN"] = "MAX_RUN";
    LostReason["HISTORY"] = "HISTORY";
})(LostReason || (LostReason = {}));
var __LostReasonValues;
(function (__LostReasonValues) {
    __LostReasonValues[__LostReasonValues["CANCELLED"] = 0] = "CANCELLED";
    __LostReasonValues[__LostReasonValues["LAPSED"] = 1] = "LAPSED";
    __LostReasonValues[__LostReasonValues["MAX_RUN"] = 2] = "MAX_RUN";
    __LostReasonValues[__LostReasonValues["HISTORY"] = 3] = "HISTORY";
})(__LostReasonValues || (__LostReasonValues = {}));
(function (LostReason) {
    LostReason.codec = () => {
        return enumeration(__LostReasonValues);
    };
})(LostReason || (LostReason = {}));
export var Reply;
(function (Reply) {
    let _codec;
    Reply.codec = () => {
        if (_codec == null) {
            _codec = message((obj, w, opts = {}) => {
                if (opts.lengthDelimited !== false) {
                    w.fork();
                }
                if ((obj.number != null && obj.number !== 0)) {
                    w.uint32(8);
                    w.uint64Number(obj.number);
                }
                if (obj.status != null && __StatusValues[obj.status] !== 0) {
                    w.uint32(16);
                    Status.codec().encode(obj.status, w);
                }
                if ((obj.message != null && obj.message !== '')) {
                    w.uint32(26);
                    w.string(obj.message);
                }
                if ((obj.through != null && obj.through !== 0)) {
                    w.uint32(32);
                    w.uint64Number(obj.through);
                }
                if ((obj.flag != null && obj.flag !== false)) {
                    w.uint32(40);
                    w.bool(obj.flag);
                }
                if ((obj.count != null && obj.count !== 0)) {
                    w.uint32(48);
                    w.sint64Number(obj.count);
                }
                if (obj.payload != null) {
                    w.uint32(58);
                    w.bytes(obj.payload);
                }
                if (obj.grant != null) {
                    w.uint32(66);
                    Grant.codec().encode(obj.grant, w);
                }
                if (obj.failure != null) {
                    w.uint32(74);
                    Failure.codec().encode(obj.failure, w);
                }
                if (obj.reason != null && __LostReasonValues[obj.reason] !== 0) {
                    w.uint32(80);
                    LostReason.codec().encode(obj.reason, w);
                }
                if (obj.stats != null) {
                    w.uint32(90);
                    QueueStats.codec().encode(obj.stats, w);
                }
                if (obj.tasks != null && obj.tasks.length > 0) {
                    for (const value of obj.tasks) {
                        w.uint32(98);
                        TaskInfo.codec().encode(value, w);
                    }
                }
                if (obj.peers != null && obj.peers.length > 0) {
                    for (const value of obj.peers) {
                        w.uint32(106);
                        PeerInfo.codec().encode(value, w);
                    }
                }
                if (obj.queues != null && obj.queues.length > 0) {
                    for (const value of obj.queues) {
                        w.uint32(114);
                        w.string(value);
                    }
                }
                if (obj.lost != null && obj.lost.length > 0) {
                    for (const value of obj.lost) {
                        w.uint32(122);
                        Revoke.codec().encode(value, w);
                    }
                }
                if (opts.lengthDelimited !== false) {
                    w.ldelim();
                }
            }, (reader, length, opts = {}) => {
                const obj = {
                    number: 0,
                    status: Status.OK,
                    message: '',
                    through: 0,
                    flag: false,
                    count: 0,
                    reason: LostReason.CANCELLED,
                    tasks: [],
                    peers: [],
                    queues: [],
                    lost: []
                };
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            obj.number = reader.uint64Number();
                            break;
                        }
                        case 2: {
                            obj.status = Status.codec().decode(reader);
                            break;
                        }
                        case 3: {
                            obj.message = reader.string();
                            break;
                        }
                        case 4: {
                            obj.through = reader.uint64Number();
                            break;
                        }
                        case 5: {
                            obj.flag = reader.bool();
                            break;
                        }
                        case 6: {
                            obj.count = reader.sint64Number();
                            break;
                        }
                        case 7: {
                            obj.payload = reader.bytes();
                            break;
                        }
                        case 8: {
                            obj.grant = Grant.codec().decode(reader, reader.uint32(), {
                                limits: opts.limits?.grant
                            });
                            break;
                        }
                        case 9: {
                            obj.failure = Failure.codec().decode(reader, reader.uint32(), {
                                limits: opts.limits?.failure
                            });
                            break;
                        }
                        case 10: {
                            obj.reason = LostReason.codec().decode(reader);
                            break;
                        }
                        case 11: {
                            obj.stats = QueueStats.codec().decode(reader, reader.uint32(), {
                                limits: opts.limits?.stats
                            });
                            break;
                        }
                        case 12: {
                            if (opts.limits?.tasks != null && obj.tasks.length === opts.limits.tasks) {
                                throw new MaxLengthError('Decode error - repeated field "tasks" had too many elements');
                            }
                            obj.tasks.push(TaskInfo.codec().decode(reader, reader.uint32(), {
                                limits: opts.limits?.tasks$
                            }));
                            break;
                        }
                        case 13: {
                            if (opts.limits?.peers != null && obj.peers.length === opts.limits.peers) {
                                throw new MaxLengthError('Decode error - repeated field "peers" had too many elements');
                            }
                            obj.peers.push(PeerInfo.codec().decode(reader, reader.uint32(), {
                                limits: opts.limits?.peers$
                            }));
                            break;
                        }
                        case 14: {
                            if (opts.limits?.queues != null && obj.queues.length === opts.limits.queues) {
                                throw new MaxLengthError('Decode error - repeated field "queues" had too many elements');
                            }
                            obj.queues.push(reader.string());
                            break;
                        }
                        case 15: {
                            if (opts.limits?.lost != null && obj.lost.length === opts.limits.lost) {
                                throw new MaxLengthError('Decode error - repeated field "lost" had too many elements');
                            }
                            obj.lost.push(Revoke.codec().decode(reader, reader.uint32(), {
                                limits: opts.limits?.lost$
                            }));
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
                return obj;
            }, function* (reader, length, prefix, opts = {}) {
                const obj = {
                    tasks: 0,
                    peers: 0,
                    queues: 0,
                    lost: 0
                };
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            yield {
                                field: `${prefix}.number`,
                                value: reader.uint64Number()
                            };
                            break;
                        }
                        case 2: {
                            yield {
                                field: `${prefix}.status`,
                                value: Status.codec().decode(reader)
                            };
                            break;
                        }
                        case 3: {
                            yield {
                                field: `${prefix}.message`,
                                value: reader.string()
                            };
                            break;
                        }
                        case 4: {
                            yield {
                                field: `${prefix}.through`,
                                value: reader.uint64Number()
                            };
                            break;
                        }
                        case 5: {
                            yield {
                                field: `${prefix}.flag`,
                                value: reader.bool()
                            };
                            break;
                        }
                        case 6: {
                            yield {
                                field: `${prefix}.count`,
                                value: reader.sint64Number()
                            };
                            break;
                        }
                        case 7: {
                            yield {
                                field: `${prefix}.payload`,
                                value: reader.bytes()
                            };
                            break;
                        }
                        case 8: {
                            yield* Grant.codec().stream(reader, reader.uint32(), `${prefix}.grant`, {
                                limits: opts.limits?.grant
                            });
                            break;
                        }
                        case 9: {
                            yield* Failure.codec().stream(reader, reader.uint32(), `${prefix}.failure`, {
                                limits: opts.limits?.failure
                            });
                            break;
                        }
                        case 10: {
                            yield {
                                field: `${prefix}.reason`,
                                value: LostReason.codec().decode(reader)
                            };
                            break;
                        }
                        case 11: {
                            yield* QueueStats.codec().stream(reader, reader.uint32(), `${prefix}.stats`, {
                                limits: opts.limits?.stats
                            });
                            break;
                        }
                        case 12: {
                            if (opts.limits?.tasks != null && obj.tasks === opts.limits.tasks) {
                                throw new MaxLengthError('Streaming decode error - repeated field "tasks" had too many elements');
                            }
                            for (const evt of TaskInfo.codec().stream(reader, reader.uint32(), `${prefix}.tasks[]`, {
                                limits: opts.limits?.tasks$
                            })) {
                                yield {
                                    ...evt,
                                    index: obj.tasks
                                };
                            }
                            obj.tasks++;
                            break;
                        }
                        case 13: {
                            if (opts.limits?.peers != null && obj.peers === opts.limits.peers) {
                                throw new MaxLengthError('Streaming decode error - repeated field "peers" had too many elements');
                            }
                            for (const evt of PeerInfo.codec().stream(reader, reader.uint32(), `${prefix}.peers[]`, {
                                limits: opts.limits?.peers$
                            })) {
                                yield {
                                    ...evt,
                                    index: obj.peers
                                };
                            }
                            obj.peers++;
                            break;
                        }
                        case 14: {
                            if (opts.limits?.queues != null && obj.queues === opts.limits.queues) {
                                throw new MaxLengthError('Streaming decode error - repeated field "queues" had too many elements');
                            }
                            yield {
                                field: `${prefix}.queues[]`,
                                index: obj.queues,
                                value: reader.string()
                            };
                            obj.queues++;
                            break;
                        }
                        case 15: {
                            if (opts.limits?.lost != null && obj.lost === opts.limits.lost) {
                                throw new MaxLengthError('Streaming decode error - repeated field "lost" had too many elements');
                            }
                            for (const evt of Revoke.codec().stream(reader, reader.uint32(), `${prefix}.lost[]`, {
                                limits: opts.limits?.lost$
                            })) {
                                yield {
                                    ...evt,
                                    index: obj.lost
                                };
                            }
                            obj.lost++;
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
            });
        }
        return _codec;
    };
    function encode(obj) {
        return encodeMessage(obj, Reply.codec());
    }
    Reply.encode = encode;
    function decode(buf, opts) {
        return decodeMessage(buf, Reply.codec(), opts);
    }
    Reply.decode = decode;
    function stream(buf, opts) {
        return streamMessage(buf, Reply.codec(), opts);
    }
    Reply.stream = stream;
})(Reply || (Reply = {}));
export var Update;
(function (Update) {
    let _codec;
    Update.codec = () => {
        if (_codec == null) {
            _codec = message((obj, w, opts = {}) => {
                if (opts.lengthDelimited !== false) {
                    w.fork();
                }
                if ((obj.number != null && obj.number !== 0)) {
                    w.uint32(8);
                    w.uint64Number(obj.number);
                }
                if (obj.value != null) {
                    w.uint32(18);
                    w.bytes(obj.value);
                }
                if (obj.events != null && obj.events.length > 0) {
                    for (const value of obj.events) {
                        w.uint32(26);
                        TaskEvent.codec().encode(value, w);
                    }
                }
                if ((obj.gap != null && obj.gap !== false)) {
                    w.uint32(32);
                    w.bool(obj.gap);
                }
                if (opts.lengthDelimited !== false) {
                    w.ldelim();
                }
            }, (reader, length, opts = {}) => {
                const obj = {
                    number: 0,
                    events: [],
                    gap: false
                };
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            obj.number = reader.uint64Number();
                            break;
                        }
                        case 2: {
                            obj.value = reader.bytes();
                            break;
                        }
                        case 3: {
                            if (opts.limits?.events != null && obj.events.length === opts.limits.events) {
                                throw new MaxLengthError('Decode error - repeated field "events" had too many elements');
                            }
                            obj.events.push(TaskEvent.codec().decode(reader, reader.uint32(), {
                                limits: opts.limits?.events$
                            }));
                            break;
                        }
                        case 4: {
                            obj.gap = reader.bool();
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
                return obj;
            }, function* (reader, length, prefix, opts = {}) {
                const obj = {
                    events: 0
                };
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            yield {
                                field: `${prefix}.number`,
                                value: reader.uint64Number()
                            };
                            break;
                        }
                        case 2: {
                            yield {
                                field: `${prefix}.value`,
                                value: reader.bytes()
                            };
                            break;
                        }
                        case 3: {
                            if (opts.limits?.events != null && obj.events === opts.limits.events) {
                                throw new MaxLengthError('Streaming decode error - repeated field "events" had too many elements');
                            }
                            for (const evt of TaskEvent.codec().stream(reader, reader.uint32(), `${prefix}.events[]`, {
                                limits: opts.limits?.events$
                            })) {
                                yield {
                                    ...evt,
                                    index: obj.events
                                };
                            }
                            obj.events++;
                            break;
                        }
                        case 4: {
                            yield {
                                field: `${prefix}.gap`,
                                value: reader.bool()
                            };
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
            });
        }
        return _codec;
    };
    function encode(obj) {
        return encodeMessage(obj, Update.codec());
    }
    Update.encode = encode;
    function decode(buf, opts) {
        return decodeMessage(buf, Update.codec(), opts);
    }
    Update.decode = decode;
    function stream(buf, opts) {
        return streamMessage(buf, Update.codec(), opts);
    }
    Update.stream = stream;
})(Update || (Update = {}));
export var Outcome;
(function (Outcome) {
    let _codec;
    Outcome.codec = () => {
        if (_codec == null) {
            _codec = message((obj, w, opts = {}) => {
                if (opts.lengthDelimited !== false) {
                    w.fork();
                }
                if ((obj.number != null && obj.number !== 0)) {
                    w.uint32(8);
                    w.uint64Number(obj.number);
                }
                if ((obj.index != null && obj.index !== 0)) {
                    w.uint32(16);
                    w.uint32(obj.index);
                }
                if (obj.status != null && __StatusValues[obj.status] !== 0) {
                    w.uint32(24);
                    Status.codec().encode(obj.status, w);
                }
                if (obj.payload != null) {
                    w.uint32(34);
                    w.bytes(obj.payload);
                }
                if (obj.failure != null) {
                    w.uint32(42);
                    Failure.codec().encode(obj.failure, w);
                }
                if (opts.lengthDelimited !== false) {
                    w.ldelim();
                }
            }, (reader, length, opts = {}) => {
                const obj = {
                    number: 0,
                    index: 0,
                    status: Status.OK
                };
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            obj.number = reader.uint64Number();
                            break;
                        }
                        case 2: {
                            obj.index = reader.uint32();
                            break;
                        }
                        case 3: {
                            obj.status = Status.codec().decode(reader);
                            break;
                        }
                        case 4: {
                            obj.payload = reader.bytes();
                            break;
                        }
                        case 5: {
                            obj.failure = Failure.codec().decode(reader, reader.uint32(), {
                                limits: opts.limits?.failure
                            });
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
                return obj;
            }, function* (reader, length, prefix, opts = {}) {
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            yield {
                                field: `${prefix}.number`,
                                value: reader.uint64Number()
                            };
                            break;
                        }
                        case 2: {
                            yield {
                                field: `${prefix}.index`,
                                value: reader.uint32()
                            };
                            break;
                        }
                        case 3: {
                            yield {
                                field: `${prefix}.status`,
                                value: Status.codec().decode(reader)
                            };
                            break;
                        }
                        case 4: {
                            yield {
                                field: `${prefix}.payload`,
                                value: reader.bytes()
                            };
                            break;
                        }
                        case 5: {
                            yield* Failure.codec().stream(reader, reader.uint32(), `${prefix}.failure`, {
                                limits: opts.limits?.failure
                            });
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
            });
        }
        return _codec;
    };
    function encode(obj) {
        return encodeMessage(obj, Outcome.codec());
    }
    Outcome.encode = encode;
    function decode(buf, opts) {
        return decodeMessage(buf, Outcome.codec(), opts);
    }
    Outcome.decode = decode;
    function stream(buf, opts) {
        return streamMessage(buf, Outcome.codec(), opts);
    }
    Outcome.stream = stream;
})(Outcome || (Outcome = {}));
export var Failure;
(function (Failure) {
    let _codec;
    Failure.codec = () => {
        if (_codec == null) {
            _codec = message((obj, w, opts = {}) => {
                if (opts.lengthDelimited !== false) {
                    w.fork();
                }
                if ((obj.name != null && obj.name !== '')) {
                    w.uint32(10);
                    w.string(obj.name);
                }
                if ((obj.message != null && obj.message !== '')) {
                    w.uint32(18);
                    w.string(obj.message);
                }
                if ((obj.stack != null && obj.stack !== '')) {
                    w.uint32(26);
                    w.string(obj.stack);
                }
                if ((obj.workerName != null && obj.workerName !== '')) {
                    w.uint32(34);
                    w.string(obj.workerName);
                }
                if ((obj.workerPeerId != null && obj.workerPeerId !== '')) {
                    w.uint32(42);
                    w.string(obj.workerPeerId);
                }
                if (opts.lengthDelimited !== false) {
                    w.ldelim();
                }
            }, (reader, length, opts = {}) => {
                const obj = {
                    name: '',
                    message: '',
                    stack: '',
                    workerName: '',
                    workerPeerId: ''
                };
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            obj.name = reader.string();
                            break;
                        }
                        case 2: {
                            obj.message = reader.string();
                            break;
                        }
                        case 3: {
                            obj.stack = reader.string();
                            break;
                        }
                        case 4: {
                            obj.workerName = reader.string();
                            break;
                        }
                        case 5: {
                            obj.workerPeerId = reader.string();
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
                return obj;
            }, function* (reader, length, prefix, opts = {}) {
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            yield {
                                field: `${prefix}.name`,
                                value: reader.string()
                            };
                            break;
                        }
                        case 2: {
                            yield {
                                field: `${prefix}.message`,
                                value: reader.string()
                            };
                            break;
                        }
                        case 3: {
                            yield {
                                field: `${prefix}.stack`,
                                value: reader.string()
                            };
                            break;
                        }
                        case 4: {
                            yield {
                                field: `${prefix}.workerName`,
                                value: reader.string()
                            };
                            break;
                        }
                        case 5: {
                            yield {
                                field: `${prefix}.workerPeerId`,
                                value: reader.string()
                            };
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
            });
        }
        return _codec;
    };
    function encode(obj) {
        return encodeMessage(obj, Failure.codec());
    }
    Failure.encode = encode;
    function decode(buf, opts) {
        return decodeMessage(buf, Failure.codec(), opts);
    }
    Failure.decode = decode;
    function stream(buf, opts) {
        return streamMessage(buf, Failure.codec(), opts);
    }
    Failure.stream = stream;
})(Failure || (Failure = {}));
export var TaskState;
(function (TaskState) {
    TaskState["READY"] = "READY";
    TaskState["DELAYED"] = "DELAYED";
    TaskState["LEASED"] = "LEASED";
    TaskState["DONE"] = "DONE";
    TaskState["DEAD"] = "DEAD";
    TaskState["CANCELLED_STATE"] = "CANCELLED_STATE";
    TaskState["EXPIRED"] = "EXPIRED";
    TaskState["DROPPED"] = "DROPPED";
})(TaskState || (TaskState = {}));
var __TaskStateValues;
(function (__TaskStateValues) {
    __TaskStateValues[__TaskStateValues["READY"] = 0] = "READY";
    __TaskStateValues[__TaskStateValues["DELAYED"] = 1] = "DELAYED";
    __TaskStateValues[__TaskStateValues["LEASED"] = 2] = "LEASED";
    __TaskStateValues[__TaskStateValues["DONE"] = 3] = "DONE";
    __TaskStateValues[__TaskStateValues["DEAD"] = 4] = "DEAD";
    __TaskStateValues[__TaskStateValues["CANCELLED_STATE"] = 5] = "CANCELLED_STATE";
    __TaskStateValues[__TaskStateValues["EXPIRED"] = 6] = "EXPIRED";
    __TaskStateValues[__TaskStateValues["DROPPED"] = 7] = "DROPPED";
})(__TaskStateValues || (__TaskStateValues = {}));
(function (TaskState) {
    TaskState.codec = () => {
        return enumeration(__TaskStateValues);
    };
})(TaskState || (TaskState = {}));
export var Attempt;
(function (Attempt) {
    let _codec;
    Attempt.codec = () => {
        if (_codec == null) {
            _codec = message((obj, w, opts = {}) => {
                if (opts.lengthDelimited !== false) {
                    w.fork();
                }
                if ((obj.attempt != null && obj.attempt !== 0)) {
                    w.uint32(8);
                    w.uint32(obj.attempt);
                }
                if ((obj.peer != null && obj.peer !== '')) {
                    w.uint32(18);
                    w.string(obj.peer);
                }
                if ((obj.name != null && obj.name !== '')) {
                    w.uint32(26);
                    w.string(obj.name);
                }
                if ((obj.outcome != null && obj.outcome !== '')) {
                    w.uint32(34);
                    w.string(obj.outcome);
                }
                if ((obj.error != null && obj.error !== '')) {
                    w.uint32(42);
                    w.string(obj.error);
                }
                if ((obj.endedMsAgo != null && obj.endedMsAgo !== 0)) {
                    w.uint32(48);
                    w.uint64Number(obj.endedMsAgo);
                }
                if (opts.lengthDelimited !== false) {
                    w.ldelim();
                }
            }, (reader, length, opts = {}) => {
                const obj = {
                    attempt: 0,
                    peer: '',
                    name: '',
                    outcome: '',
                    error: '',
                    endedMsAgo: 0
                };
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            obj.attempt = reader.uint32();
                            break;
                        }
                        case 2: {
                            obj.peer = reader.string();
                            break;
                        }
                        case 3: {
                            obj.name = reader.string();
                            break;
                        }
                        case 4: {
                            obj.outcome = reader.string();
                            break;
                        }
                        case 5: {
                            obj.error = reader.string();
                            break;
                        }
                        case 6: {
                            obj.endedMsAgo = reader.uint64Number();
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
                return obj;
            }, function* (reader, length, prefix, opts = {}) {
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            yield {
                                field: `${prefix}.attempt`,
                                value: reader.uint32()
                            };
                            break;
                        }
                        case 2: {
                            yield {
                                field: `${prefix}.peer`,
                                value: reader.string()
                            };
                            break;
                        }
                        case 3: {
                            yield {
                                field: `${prefix}.name`,
                                value: reader.string()
                            };
                            break;
                        }
                        case 4: {
                            yield {
                                field: `${prefix}.outcome`,
                                value: reader.string()
                            };
                            break;
                        }
                        case 5: {
                            yield {
                                field: `${prefix}.error`,
                                value: reader.string()
                            };
                            break;
                        }
                        case 6: {
                            yield {
                                field: `${prefix}.endedMsAgo`,
                                value: reader.uint64Number()
                            };
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
            });
        }
        return _codec;
    };
    function encode(obj) {
        return encodeMessage(obj, Attempt.codec());
    }
    Attempt.encode = encode;
    function decode(buf, opts) {
        return decodeMessage(buf, Attempt.codec(), opts);
    }
    Attempt.decode = decode;
    function stream(buf, opts) {
        return streamMessage(buf, Attempt.codec(), opts);
    }
    Attempt.stream = stream;
})(Attempt || (Attempt = {}));
export var TaskInfo;
(function (TaskInfo) {
    let _codec;
    TaskInfo.codec = () => {
        if (_codec == null) {
            _codec = message((obj, w, opts = {}) => {
                if (opts.lengthDelimited !== false) {
                    w.fork();
                }
                if ((obj.id != null && obj.id !== '')) {
                    w.uint32(10);
                    w.string(obj.id);
                }
                if (obj.state != null && __TaskStateValues[obj.state] !== 0) {
                    w.uint32(16);
                    TaskState.codec().encode(obj.state, w);
                }
                if ((obj.priority != null && obj.priority !== 0)) {
                    w.uint32(24);
                    w.sint32(obj.priority);
                }
                if ((obj.attempts != null && obj.attempts !== 0)) {
                    w.uint32(32);
                    w.uint32(obj.attempts);
                }
                if ((obj.maxAttempts != null && obj.maxAttempts !== 0)) {
                    w.uint32(40);
                    w.uint32(obj.maxAttempts);
                }
                if ((obj.ageMs != null && obj.ageMs !== 0)) {
                    w.uint32(48);
                    w.uint64Number(obj.ageMs);
                }
                if ((obj.stateMs != null && obj.stateMs !== 0)) {
                    w.uint32(56);
                    w.uint64Number(obj.stateMs);
                }
                if ((obj.holderPeer != null && obj.holderPeer !== '')) {
                    w.uint32(66);
                    w.string(obj.holderPeer);
                }
                if ((obj.holderName != null && obj.holderName !== '')) {
                    w.uint32(74);
                    w.string(obj.holderName);
                }
                if ((obj.token != null && obj.token !== 0)) {
                    w.uint32(80);
                    w.uint64Number(obj.token);
                }
                if ((obj.itemBytes != null && obj.itemBytes !== 0)) {
                    w.uint32(88);
                    w.uint64Number(obj.itemBytes);
                }
                if (obj.history != null && obj.history.length > 0) {
                    for (const value of obj.history) {
                        w.uint32(98);
                        Attempt.codec().encode(value, w);
                    }
                }
                if (obj.progress != null) {
                    w.uint32(106);
                    w.bytes(obj.progress);
                }
                if (opts.lengthDelimited !== false) {
                    w.ldelim();
                }
            }, (reader, length, opts = {}) => {
                const obj = {
                    id: '',
                    state: TaskState.READY,
                    priority: 0,
                    attempts: 0,
                    maxAttempts: 0,
                    ageMs: 0,
                    stateMs: 0,
                    holderPeer: '',
                    holderName: '',
                    token: 0,
                    itemBytes: 0,
                    history: []
                };
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            obj.id = reader.string();
                            break;
                        }
                        case 2: {
                            obj.state = TaskState.codec().decode(reader);
                            break;
                        }
                        case 3: {
                            obj.priority = reader.sint32();
                            break;
                        }
                        case 4: {
                            obj.attempts = reader.uint32();
                            break;
                        }
                        case 5: {
                            obj.maxAttempts = reader.uint32();
                            break;
                        }
                        case 6: {
                            obj.ageMs = reader.uint64Number();
                            break;
                        }
                        case 7: {
                            obj.stateMs = reader.uint64Number();
                            break;
                        }
                        case 8: {
                            obj.holderPeer = reader.string();
                            break;
                        }
                        case 9: {
                            obj.holderName = reader.string();
                            break;
                        }
                        case 10: {
                            obj.token = reader.uint64Number();
                            break;
                        }
                        case 11: {
                            obj.itemBytes = reader.uint64Number();
                            break;
                        }
                        case 12: {
                            if (opts.limits?.history != null && obj.history.length === opts.limits.history) {
                                throw new MaxLengthError('Decode error - repeated field "history" had too many elements');
                            }
                            obj.history.push(Attempt.codec().decode(reader, reader.uint32(), {
                                limits: opts.limits?.history$
                            }));
                            break;
                        }
                        case 13: {
                            obj.progress = reader.bytes();
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
                return obj;
            }, function* (reader, length, prefix, opts = {}) {
                const obj = {
                    history: 0
                };
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            yield {
                                field: `${prefix}.id`,
                                value: reader.string()
                            };
                            break;
                        }
                        case 2: {
                            yield {
                                field: `${prefix}.state`,
                                value: TaskState.codec().decode(reader)
                            };
                            break;
                        }
                        case 3: {
                            yield {
                                field: `${prefix}.priority`,
                                value: reader.sint32()
                            };
                            break;
                        }
                        case 4: {
                            yield {
                                field: `${prefix}.attempts`,
                                value: reader.uint32()
                            };
                            break;
                        }
                        case 5: {
                            yield {
                                field: `${prefix}.maxAttempts`,
                                value: reader.uint32()
                            };
                            break;
                        }
                        case 6: {
                            yield {
                                field: `${prefix}.ageMs`,
                                value: reader.uint64Number()
                            };
                            break;
                        }
                        case 7: {
                            yield {
                                field: `${prefix}.stateMs`,
                                value: reader.uint64Number()
                            };
                            break;
                        }
                        case 8: {
                            yield {
                                field: `${prefix}.holderPeer`,
                                value: reader.string()
                            };
                            break;
                        }
                        case 9: {
                            yield {
                                field: `${prefix}.holderName`,
                                value: reader.string()
                            };
                            break;
                        }
                        case 10: {
                            yield {
                                field: `${prefix}.token`,
                                value: reader.uint64Number()
                            };
                            break;
                        }
                        case 11: {
                            yield {
                                field: `${prefix}.itemBytes`,
                                value: reader.uint64Number()
                            };
                            break;
                        }
                        case 12: {
                            if (opts.limits?.history != null && obj.history === opts.limits.history) {
                                throw new MaxLengthError('Streaming decode error - repeated field "history" had too many elements');
                            }
                            for (const evt of Attempt.codec().stream(reader, reader.uint32(), `${prefix}.history[]`, {
                                limits: opts.limits?.history$
                            })) {
                                yield {
                                    ...evt,
                                    index: obj.history
                                };
                            }
                            obj.history++;
                            break;
                        }
                        case 13: {
                            yield {
                                field: `${prefix}.progress`,
                                value: reader.bytes()
                            };
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
            });
        }
        return _codec;
    };
    function encode(obj) {
        return encodeMessage(obj, TaskInfo.codec());
    }
    TaskInfo.encode = encode;
    function decode(buf, opts) {
        return decodeMessage(buf, TaskInfo.codec(), opts);
    }
    TaskInfo.decode = decode;
    function stream(buf, opts) {
        return streamMessage(buf, TaskInfo.codec(), opts);
    }
    TaskInfo.stream = stream;
})(TaskInfo || (TaskInfo = {}));
export var QueueStats;
(function (QueueStats) {
    let _codec;
    QueueStats.codec = () => {
        if (_codec == null) {
            _codec = message((obj, w, opts = {}) => {
                if (opts.lengthDelimited !== false) {
                    w.fork();
                }
                if ((obj.ready != null && obj.ready !== 0)) {
                    w.uint32(8);
                    w.uint64Number(obj.ready);
                }
                if ((obj.delayed != null && obj.delayed !== 0)) {
                    w.uint32(16);
                    w.uint64Number(obj.delayed);
                }
                if ((obj.leased != null && obj.leased !== 0)) {
                    w.uint32(24);
                    w.uint64Number(obj.leased);
                }
                if ((obj.dead != null && obj.dead !== 0)) {
                    w.uint32(32);
                    w.uint64Number(obj.dead);
                }
                if ((obj.put != null && obj.put !== 0)) {
                    w.uint32(40);
                    w.uint64Number(obj.put);
                }
                if ((obj.done != null && obj.done !== 0)) {
                    w.uint32(48);
                    w.uint64Number(obj.done);
                }
                if ((obj.taken != null && obj.taken !== 0)) {
                    w.uint32(56);
                    w.uint64Number(obj.taken);
                }
                if ((obj.cancelled != null && obj.cancelled !== 0)) {
                    w.uint32(64);
                    w.uint64Number(obj.cancelled);
                }
                if ((obj.expired != null && obj.expired !== 0)) {
                    w.uint32(72);
                    w.uint64Number(obj.expired);
                }
                if ((obj.dropped != null && obj.dropped !== 0)) {
                    w.uint32(80);
                    w.uint64Number(obj.dropped);
                }
                if ((obj.evicted != null && obj.evicted !== 0)) {
                    w.uint32(88);
                    w.uint64Number(obj.evicted);
                }
                if ((obj.unfinished != null && obj.unfinished !== 0)) {
                    w.uint32(96);
                    w.uint64Number(obj.unfinished);
                }
                if ((obj.getters != null && obj.getters !== 0)) {
                    w.uint32(104);
                    w.uint64Number(obj.getters);
                }
                if ((obj.putters != null && obj.putters !== 0)) {
                    w.uint32(112);
                    w.uint64Number(obj.putters);
                }
                if ((obj.oldestReadyMs != null && obj.oldestReadyMs !== 0)) {
                    w.uint32(120);
                    w.uint64Number(obj.oldestReadyMs);
                }
                if ((obj.longestLeaseMs != null && obj.longestLeaseMs !== 0)) {
                    w.uint32(128);
                    w.uint64Number(obj.longestLeaseMs);
                }
                if ((obj.maxSize != null && obj.maxSize !== 0)) {
                    w.uint32(136);
                    w.sint64Number(obj.maxSize);
                }
                if ((obj.paused != null && obj.paused !== false)) {
                    w.uint32(144);
                    w.bool(obj.paused);
                }
                if ((obj.shutdown != null && obj.shutdown !== false)) {
                    w.uint32(152);
                    w.bool(obj.shutdown);
                }
                if ((obj.putRate != null && obj.putRate !== 0)) {
                    w.uint32(161);
                    w.double(obj.putRate);
                }
                if ((obj.doneRate != null && obj.doneRate !== 0)) {
                    w.uint32(169);
                    w.double(obj.doneRate);
                }
                if (opts.lengthDelimited !== false) {
                    w.ldelim();
                }
            }, (reader, length, opts = {}) => {
                const obj = {
                    ready: 0,
                    delayed: 0,
                    leased: 0,
                    dead: 0,
                    put: 0,
                    done: 0,
                    taken: 0,
                    cancelled: 0,
                    expired: 0,
                    dropped: 0,
                    evicted: 0,
                    unfinished: 0,
                    getters: 0,
                    putters: 0,
                    oldestReadyMs: 0,
                    longestLeaseMs: 0,
                    maxSize: 0,
                    paused: false,
                    shutdown: false,
                    putRate: 0,
                    doneRate: 0
                };
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            obj.ready = reader.uint64Number();
                            break;
                        }
                        case 2: {
                            obj.delayed = reader.uint64Number();
                            break;
                        }
                        case 3: {
                            obj.leased = reader.uint64Number();
                            break;
                        }
                        case 4: {
                            obj.dead = reader.uint64Number();
                            break;
                        }
                        case 5: {
                            obj.put = reader.uint64Number();
                            break;
                        }
                        case 6: {
                            obj.done = reader.uint64Number();
                            break;
                        }
                        case 7: {
                            obj.taken = reader.uint64Number();
                            break;
                        }
                        case 8: {
                            obj.cancelled = reader.uint64Number();
                            break;
                        }
                        case 9: {
                            obj.expired = reader.uint64Number();
                            break;
                        }
                        case 10: {
                            obj.dropped = reader.uint64Number();
                            break;
                        }
                        case 11: {
                            obj.evicted = reader.uint64Number();
                            break;
                        }
                        case 12: {
                            obj.unfinished = reader.uint64Number();
                            break;
                        }
                        case 13: {
                            obj.getters = reader.uint64Number();
                            break;
                        }
                        case 14: {
                            obj.putters = reader.uint64Number();
                            break;
                        }
                        case 15: {
                            obj.oldestReadyMs = reader.uint64Number();
                            break;
                        }
                        case 16: {
                            obj.longestLeaseMs = reader.uint64Number();
                            break;
                        }
                        case 17: {
                            obj.maxSize = reader.sint64Number();
                            break;
                        }
                        case 18: {
                            obj.paused = reader.bool();
                            break;
                        }
                        case 19: {
                            obj.shutdown = reader.bool();
                            break;
                        }
                        case 20: {
                            obj.putRate = reader.double();
                            break;
                        }
                        case 21: {
                            obj.doneRate = reader.double();
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
                return obj;
            }, function* (reader, length, prefix, opts = {}) {
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            yield {
                                field: `${prefix}.ready`,
                                value: reader.uint64Number()
                            };
                            break;
                        }
                        case 2: {
                            yield {
                                field: `${prefix}.delayed`,
                                value: reader.uint64Number()
                            };
                            break;
                        }
                        case 3: {
                            yield {
                                field: `${prefix}.leased`,
                                value: reader.uint64Number()
                            };
                            break;
                        }
                        case 4: {
                            yield {
                                field: `${prefix}.dead`,
                                value: reader.uint64Number()
                            };
                            break;
                        }
                        case 5: {
                            yield {
                                field: `${prefix}.put`,
                                value: reader.uint64Number()
                            };
                            break;
                        }
                        case 6: {
                            yield {
                                field: `${prefix}.done`,
                                value: reader.uint64Number()
                            };
                            break;
                        }
                        case 7: {
                            yield {
                                field: `${prefix}.taken`,
                                value: reader.uint64Number()
                            };
                            break;
                        }
                        case 8: {
                            yield {
                                field: `${prefix}.cancelled`,
                                value: reader.uint64Number()
                            };
                            break;
                        }
                        case 9: {
                            yield {
                                field: `${prefix}.expired`,
                                value: reader.uint64Number()
                            };
                            break;
                        }
                        case 10: {
                            yield {
                                field: `${prefix}.dropped`,
                                value: reader.uint64Number()
                            };
                            break;
                        }
                        case 11: {
                            yield {
                                field: `${prefix}.evicted`,
                                value: reader.uint64Number()
                            };
                            break;
                        }
                        case 12: {
                            yield {
                                field: `${prefix}.unfinished`,
                                value: reader.uint64Number()
                            };
                            break;
                        }
                        case 13: {
                            yield {
                                field: `${prefix}.getters`,
                                value: reader.uint64Number()
                            };
                            break;
                        }
                        case 14: {
                            yield {
                                field: `${prefix}.putters`,
                                value: reader.uint64Number()
                            };
                            break;
                        }
                        case 15: {
                            yield {
                                field: `${prefix}.oldestReadyMs`,
                                value: reader.uint64Number()
                            };
                            break;
                        }
                        case 16: {
                            yield {
                                field: `${prefix}.longestLeaseMs`,
                                value: reader.uint64Number()
                            };
                            break;
                        }
                        case 17: {
                            yield {
                                field: `${prefix}.maxSize`,
                                value: reader.sint64Number()
                            };
                            break;
                        }
                        case 18: {
                            yield {
                                field: `${prefix}.paused`,
                                value: reader.bool()
                            };
                            break;
                        }
                        case 19: {
                            yield {
                                field: `${prefix}.shutdown`,
                                value: reader.bool()
                            };
                            break;
                        }
                        case 20: {
                            yield {
                                field: `${prefix}.putRate`,
                                value: reader.double()
                            };
                            break;
                        }
                        case 21: {
                            yield {
                                field: `${prefix}.doneRate`,
                                value: reader.double()
                            };
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
            });
        }
        return _codec;
    };
    function encode(obj) {
        return encodeMessage(obj, QueueStats.codec());
    }
    QueueStats.encode = encode;
    function decode(buf, opts) {
        return decodeMessage(buf, QueueStats.codec(), opts);
    }
    QueueStats.decode = decode;
    function stream(buf, opts) {
        return streamMessage(buf, QueueStats.codec(), opts);
    }
    QueueStats.stream = stream;
})(QueueStats || (QueueStats = {}));
export var PeerInfo;
(function (PeerInfo) {
    let _codec;
    PeerInfo.codec = () => {
        if (_codec == null) {
            _codec = message((obj, w, opts = {}) => {
                if (opts.lengthDelimited !== false) {
                    w.fork();
                }
                if ((obj.peer != null && obj.peer !== '')) {
                    w.uint32(10);
                    w.string(obj.peer);
                }
                if ((obj.name != null && obj.name !== '')) {
                    w.uint32(18);
                    w.string(obj.name);
                }
                if ((obj.keyName != null && obj.keyName !== '')) {
                    w.uint32(26);
                    w.string(obj.keyName);
                }
                if ((obj.connected != null && obj.connected !== false)) {
                    w.uint32(32);
                    w.bool(obj.connected);
                }
                if ((obj.sinceMs != null && obj.sinceMs !== 0)) {
                    w.uint32(40);
                    w.uint64Number(obj.sinceMs);
                }
                if ((obj.leases != null && obj.leases !== 0)) {
                    w.uint32(48);
                    w.uint32(obj.leases);
                }
                if ((obj.consumers != null && obj.consumers !== 0)) {
                    w.uint32(56);
                    w.uint32(obj.consumers);
                }
                if (opts.lengthDelimited !== false) {
                    w.ldelim();
                }
            }, (reader, length, opts = {}) => {
                const obj = {
                    peer: '',
                    name: '',
                    keyName: '',
                    connected: false,
                    sinceMs: 0,
                    leases: 0,
                    consumers: 0
                };
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            obj.peer = reader.string();
                            break;
                        }
                        case 2: {
                            obj.name = reader.string();
                            break;
                        }
                        case 3: {
                            obj.keyName = reader.string();
                            break;
                        }
                        case 4: {
                            obj.connected = reader.bool();
                            break;
                        }
                        case 5: {
                            obj.sinceMs = reader.uint64Number();
                            break;
                        }
                        case 6: {
                            obj.leases = reader.uint32();
                            break;
                        }
                        case 7: {
                            obj.consumers = reader.uint32();
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
                return obj;
            }, function* (reader, length, prefix, opts = {}) {
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            yield {
                                field: `${prefix}.peer`,
                                value: reader.string()
                            };
                            break;
                        }
                        case 2: {
                            yield {
                                field: `${prefix}.name`,
                                value: reader.string()
                            };
                            break;
                        }
                        case 3: {
                            yield {
                                field: `${prefix}.keyName`,
                                value: reader.string()
                            };
                            break;
                        }
                        case 4: {
                            yield {
                                field: `${prefix}.connected`,
                                value: reader.bool()
                            };
                            break;
                        }
                        case 5: {
                            yield {
                                field: `${prefix}.sinceMs`,
                                value: reader.uint64Number()
                            };
                            break;
                        }
                        case 6: {
                            yield {
                                field: `${prefix}.leases`,
                                value: reader.uint32()
                            };
                            break;
                        }
                        case 7: {
                            yield {
                                field: `${prefix}.consumers`,
                                value: reader.uint32()
                            };
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
            });
        }
        return _codec;
    };
    function encode(obj) {
        return encodeMessage(obj, PeerInfo.codec());
    }
    PeerInfo.encode = encode;
    function decode(buf, opts) {
        return decodeMessage(buf, PeerInfo.codec(), opts);
    }
    PeerInfo.decode = decode;
    function stream(buf, opts) {
        return streamMessage(buf, PeerInfo.codec(), opts);
    }
    PeerInfo.stream = stream;
})(PeerInfo || (PeerInfo = {}));
export var TaskEvent;
(function (TaskEvent) {
    let _codec;
    TaskEvent.codec = () => {
        if (_codec == null) {
            _codec = message((obj, w, opts = {}) => {
                if (opts.lengthDelimited !== false) {
                    w.fork();
                }
                if ((obj.type != null && obj.type !== '')) {
                    w.uint32(10);
                    w.string(obj.type);
                }
                if ((obj.task != null && obj.task !== '')) {
                    w.uint32(18);
                    w.string(obj.task);
                }
                if ((obj.peer != null && obj.peer !== '')) {
                    w.uint32(26);
                    w.string(obj.peer);
                }
                if ((obj.name != null && obj.name !== '')) {
                    w.uint32(34);
                    w.string(obj.name);
                }
                if ((obj.attempt != null && obj.attempt !== 0)) {
                    w.uint32(40);
                    w.uint32(obj.attempt);
                }
                if (opts.lengthDelimited !== false) {
                    w.ldelim();
                }
            }, (reader, length, opts = {}) => {
                const obj = {
                    type: '',
                    task: '',
                    peer: '',
                    name: '',
                    attempt: 0
                };
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            obj.type = reader.string();
                            break;
                        }
                        case 2: {
                            obj.task = reader.string();
                            break;
                        }
                        case 3: {
                            obj.peer = reader.string();
                            break;
                        }
                        case 4: {
                            obj.name = reader.string();
                            break;
                        }
                        case 5: {
                            obj.attempt = reader.uint32();
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
                return obj;
            }, function* (reader, length, prefix, opts = {}) {
                const end = length == null ? reader.len : reader.pos + length;
                while (reader.pos < end) {
                    const tag = reader.uint32();
                    switch (tag >>> 3) {
                        case 1: {
                            yield {
                                field: `${prefix}.type`,
                                value: reader.string()
                            };
                            break;
                        }
                        case 2: {
                            yield {
                                field: `${prefix}.task`,
                                value: reader.string()
                            };
                            break;
                        }
                        case 3: {
                            yield {
                                field: `${prefix}.peer`,
                                value: reader.string()
                            };
                            break;
                        }
                        case 4: {
                            yield {
                                field: `${prefix}.name`,
                                value: reader.string()
                            };
                            break;
                        }
                        case 5: {
                            yield {
                                field: `${prefix}.attempt`,
                                value: reader.uint32()
                            };
                            break;
                        }
                        default: {
                            reader.skipType(tag & 7);
                            break;
                        }
                    }
                }
            });
        }
        return _codec;
    };
    function encode(obj) {
        return encodeMessage(obj, TaskEvent.codec());
    }
    TaskEvent.encode = encode;
    function decode(buf, opts) {
        return decodeMessage(buf, TaskEvent.codec(), opts);
    }
    TaskEvent.decode = decode;
    function stream(buf, opts) {
        return streamMessage(buf, TaskEvent.codec(), opts);
    }
    TaskEvent.stream = stream;
})(TaskEvent || (TaskEvent = {}));
