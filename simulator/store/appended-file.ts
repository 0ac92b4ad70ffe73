import fs from "node:fs";

/** A file that text is appended to. What it did not take, because the disk is full, is written the next time. */
export class AppendedFile {
  private readonly file: number;
  private pending = "";
  private unwritten: Buffer = Buffer.alloc(0);
  /** False after a try to write, or to force, that failed. */
  private isKept = true;

  /** @param forced whether `flush` forces what it writes to the disk */
  constructor(
    path: string,
    private readonly forced: boolean,
  ) {
    this.file = fs.openSync(path, "a");
  }

  append(text: string): void {
    this.pending += text;
  }

  /** Writes what was appended. Throws as `fs` does; the next call goes on where this one ended. */
  flush(): void {
    if (this.pending === "" && this.isKept) return;
    const text = Buffer.from(this.pending);
    this.pending = "";
    this.unwritten = this.isKept ? text : Buffer.concat([this.unwritten, text]);
    this.isKept = false;
    while (this.unwritten.length > 0) this.unwritten = this.unwritten.subarray(fs.writeSync(this.file, this.unwritten));
    if (this.forced) fs.fdatasyncSync(this.file);
    this.isKept = true;
  }

  close(): void {
    fs.closeSync(this.file);
  }
}
