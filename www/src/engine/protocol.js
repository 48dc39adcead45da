/**
 * What: a small request and reply protocol over a message port: numbered requests, partial replies, cancelling, errors as data.
 * Invariant: every call settles exactly once, also when its peer dies; on one lane at most one request is under way and one
 * waits, and a newer one takes the waiting one's place.
 * Does not: know what is asked; that is the service's matter.
 *
 * To the engine: `{id, method, params}`, with a table to keep where one is new (`tables.js`), or `{cancel: id}`. Back: `{id, value}`, `{id, part}` or `{id, error}`.
 */
import { Kept, Sent } from "./tables.js";

/** @typedef {{name: string, code: string, message: string, problems: import("./shapes").Problem[]}} ErrorData */

/** What a port must do: a worker, or one end of a message channel. @typedef {Pick<MessagePort, "postMessage"> & {onmessage: ((event: MessageEvent) => unknown) | null}} Port */

/** An error that came over the protocol. */
export class EngineError extends Error {
  /** @param {ErrorData} data */
  constructor(data) {
    super(data.message);
    this.name = data.name;
    this.code = data.code;
    this.problems = data.problems;
  }
}

/** The code of a request that a newer one replaced, or that was cancelled. */
export const SUPERSEDED = "superseded";
/** The code of a failure after which the engine's instance must not be used. */
export const TRAP = "trap";
/** The code of a request whose engine was taken away. */
export const LOST = "lost";

/**
 * @param {string} code one of the codes above
 * @param {string} message
 * @returns {EngineError}
 */
export function protocolError(code, message) {
  return new EngineError({ name: "ProtocolError", code, message, problems: [] });
}

/**
 * Any thrown thing as plain data.
 * @param {unknown} thrown
 * @returns {ErrorData}
 */
export function errorData(thrown) {
  if (thrown instanceof WebAssembly.RuntimeError) {
    return { name: "RuntimeError", code: TRAP, message: "the engine stopped", problems: [] };
  }
  const source = /** @type {Partial<ErrorData>} */ (thrown instanceof Error || (thrown && typeof thrown === "object") ? thrown : {});
  return {
    name: String(source.name ?? "Error"),
    code: String(source.code ?? "failed"),
    message: String(source.message ?? thrown),
    problems: Array.isArray(source.problems) ? source.problems : [],
  };
}

/** A value to be sent with buffers that move instead of being copied. */
export class Moving {
  /**
   * @param {unknown} value
   * @param {Transferable[]} buffers
   */
  constructor(value, buffers) {
    this.value = value;
    this.buffers = buffers;
  }
}

/**
 * @typedef {object} CallOptions
 * @property {string} [lane] requests on one lane replace each other; without a lane each is on its own
 * @property {(part: any) => void} [onPart] called with every partial reply
 */

/** @typedef {{id: number, lane: string, resolve: (value: any) => void, reject: (error: Error) => void, onPart?: (part: any) => void}} Pending */
/** @typedef {{method: string, params: unknown, pending: Pending}} Waiting */

/** The asking end. */
export class Caller {
  /** @param {Port} port */
  constructor(port) {
    this.port = port;
    this.nextId = 1;
    /** @type {Map<number, Pending>} */
    this.underWay = new Map();
    /** @type {Map<string, Pending>} */
    this.busyLanes = new Map();
    /** @type {Map<string, Waiting>} */
    this.waiting = new Map();
    this.tables = new Sent();
    port.onmessage = (event) => this.receive(event.data);
  }

  /**
   * Asks, and promises the reply.
   * @param {string} method
   * @param {unknown} params plain data
   * @param {CallOptions} [options]
   * @returns {Promise<any>} rejected with an {@link EngineError}
   */
  call(method, params, options = {}) {
    return new Promise((resolve, reject) => {
      const id = this.nextId++;
      const lane = options.lane ?? `own ${id}`;
      const pending = { id, lane, resolve, reject, onPart: options.onPart };
      const busy = this.busyLanes.get(lane);
      if (!busy) return this.send({ method, params, pending });
      this.waiting.get(lane)?.pending.reject(protocolError(SUPERSEDED, `${method} was replaced by a newer request`));
      this.waiting.set(lane, { method, params, pending });
      this.port.postMessage({ cancel: busy.id });
    });
  }

  /** Fails everything that is under way or waiting: the peer is gone. */
  abandon() {
    const all = [...this.underWay.values(), ...[...this.waiting.values()].map((w) => w.pending)];
    this.underWay.clear();
    this.busyLanes.clear();
    this.waiting.clear();
    this.port.onmessage = null;
    for (const pending of all) pending.reject(protocolError(LOST, "the engine was restarted"));
  }

  /** @param {Waiting} request */
  send({ method, params, pending }) {
    this.underWay.set(pending.id, pending);
    this.busyLanes.set(pending.lane, pending);
    this.port.postMessage({ id: pending.id, method, ...this.tables.pack(params) });
  }

  /** @param {{id: number, value?: unknown, part?: unknown, error?: ErrorData}} reply */
  receive(reply) {
    const pending = this.underWay.get(reply.id);
    if (!pending) return;
    if ("part" in reply) return pending.onPart?.(reply.part);
    this.underWay.delete(reply.id);
    this.busyLanes.delete(pending.lane);
    const next = this.waiting.get(pending.lane);
    if (next) {
      this.waiting.delete(pending.lane);
      this.send(next);
    }
    if (reply.error) pending.reject(new EngineError(reply.error));
    else pending.resolve(reply.value);
  }
}

/**
 * What a long handler may use.
 * @typedef {object} Task
 * @property {() => boolean} cancelled whether the asker has moved on
 * @property {(part: unknown) => void} part sends a partial reply (a {@link Moving} moves its buffers)
 * @property {() => Promise<void>} pause lets other requests in; resumes at once after them
 */

/** @typedef {(params: any, task: Task) => unknown} Handler */

/**
 * The answering end: calls the handler of each request and sends back what it gives.
 * @param {Port} port
 * @param {Record<string, Handler>} handlers
 * @param {ConstructorParameters<typeof Kept>[0]} keep gives a table's numbers to the engine
 */
export function serve(port, handlers, keep) {
  /** @type {Set<number>} */
  const open = new Set();
  /** @type {Set<number>} */
  const cancelled = new Set();
  const tables = new Kept(keep);

  const post = (/** @type {number} */ id, /** @type {"value" | "part"} */ key, /** @type {unknown} */ value) => {
    if (value instanceof Moving) port.postMessage({ id, [key]: value.value }, value.buffers);
    else port.postMessage({ id, [key]: value });
  };

  port.onmessage = async ({ data }) => {
    if (data.cancel !== undefined) {
      if (open.has(data.cancel)) cancelled.add(data.cancel);
      return;
    }
    const { id, method } = data;
    open.add(id);
    try {
      const params = tables.unpack(data);
      const handler = Object.hasOwn(handlers, method) ? handlers[method] : undefined;
      if (!handler) throw protocolError("unknown_method", `no method ${method}`);
      const value = await handler(params, { cancelled: () => cancelled.has(id), part: (part) => post(id, "part", part), pause: nextTurn });
      post(id, "value", value);
    } catch (thrown) {
      port.postMessage({ id, error: errorData(thrown) });
    }
    open.delete(id);
    cancelled.delete(id);
  };
}

/** The next turn of the event loop, without a timer's minimum wait. @returns {Promise<void>} */
export function nextTurn() {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
