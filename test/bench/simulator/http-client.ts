import { connect, type Socket } from "node:net";

interface Waiting {
  readonly resolve: (body: string) => void;
  readonly reject: (error: Error) => void;
}

/**
 * A client of one connection that costs next to nothing, so that what is measured is the server: it writes a request,
 * and reads an answer that has a `Content-Length`.
 */
export class BenchConnection {
  private readonly socket: Socket;
  private readonly host: string;
  private received: Buffer = Buffer.alloc(0);
  private waiting: Waiting | undefined;

  constructor(url: string) {
    const { hostname, port, host } = new URL(url);
    this.host = host;
    this.socket = connect(Number(port), hostname);
    this.socket.setNoDelay(true);
    this.socket.on("data", (chunk) => this.take(chunk));
    this.socket.on("error", (error) => this.waiting?.reject(error));
    this.socket.on("close", () => this.waiting?.reject(new Error("The server closed the connection.")));
  }

  /** Calls an operation of Step Functions and gives the answer. */
  async call<Answer>(operation: string, input: object): Promise<Answer> {
    const body = JSON.stringify(input);
    const answer = await new Promise<string>((resolve, reject) => {
      this.waiting = { resolve, reject };
      this.socket.write(
        `POST / HTTP/1.1\r\nHost: ${this.host}\r\nContent-Type: application/x-amz-json-1.0\r\n` +
          `X-Amz-Target: AWSStepFunctions.${operation}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
      );
    });
    return JSON.parse(answer) as Answer;
  }

  close(): void {
    this.waiting = undefined;
    this.socket.destroy();
  }

  private take(chunk: Buffer): void {
    this.received = this.received.length === 0 ? chunk : Buffer.concat([this.received, chunk]);
    const end = this.received.indexOf("\r\n\r\n");
    if (end < 0) return;
    const head = this.received.toString("latin1", 0, end);
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
    if (this.received.length < end + 4 + length) return;
    const body = this.received.toString("utf8", end + 4, end + 4 + length);
    this.received = this.received.subarray(end + 4 + length);
    const waiting = this.waiting;
    this.waiting = undefined;
    if (/^HTTP\/1\.1 200/.test(head)) waiting?.resolve(body);
    else waiting?.reject(new Error(`${head.split("\r\n")[0]} ${body}`));
  }
}
