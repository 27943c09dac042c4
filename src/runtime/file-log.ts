/**
 * A log in one file. After a header, each record is
 *
 *     length of the text in bytes   u32, little endian
 *     position                      u32
 *     CRC-32 of the two and the text  u32
 *     text                          UTF-8
 *
 * An append is acknowledged after the file was synchronised. A crash can cut off the record that was being written; nothing had
 * been shown for it, so it is dropped and reported. A record that is damaged while an intact one follows is no crash, and an error.
 */

import { type FileHandle, open, readFile } from "node:fs/promises";
import { crc32 } from "node:zlib";
import { ExitCode, NexusError } from "../lib/errors.ts";
import { replaceFile } from "./files.ts";
import type { Log, LogRecord } from "./log.ts";

const HEADER = Buffer.from("nexus log 1\n");
const FRAME = 12;

/** The rest of a record that a crash cut off, and that was dropped. */
export interface TornTail {
  /** Where in the file it began, in bytes. */
  readonly offset: number;
  readonly bytes: number;
}

export interface OpenedLog {
  readonly log: Log;
  readonly torn: TornTail | null;
}

/** Opens a log, or creates it. Throws `NexusError` `not-a-log` or `log-corrupt` and leaves such a file as it is. One process at a time. */
export async function openFileLog(path: string): Promise<OpenedLog> {
  const handle = await openOrCreate(path);
  try {
    const bytes = await handle.readFile();
    const { records, end } = scan(bytes, path);
    const torn = end === bytes.length ? null : { offset: end, bytes: bytes.length - end };
    if (torn !== null) {
      await handle.truncate(end);
      await handle.sync();
    }
    return { log: fileLog(path, handle, records.length, end), torn };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function openOrCreate(path: string): Promise<FileHandle> {
  try {
    return await open(path, "r+");
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
  }
  await replaceFile(path, HEADER);
  return open(path, "r+");
}

function fileLog(path: string, handle: FileHandle, recovered: number, start: number): Log {
  let last = recovered;
  let end = start;
  // Appends wait for each other, and all that follow a failed one fail with it: the file's end is then unknown.
  let tail: Promise<unknown> = Promise.resolve();
  return {
    append: (text) => {
      const appended = tail.then(async () => {
        const record = encode(last + 1, text);
        await writeAll(handle, record, end);
        await handle.sync();
        end += record.length;
        last += 1;
        return last;
      });
      tail = appended;
      return appended;
    },
    read: async (after) => {
      await tail;
      return scan(await readFile(path), path).records.slice(after);
    },
    close: async () => {
      await tail.catch(() => {});
      await handle.close();
    },
  };
}

async function writeAll(handle: FileHandle, bytes: Buffer, at: number): Promise<void> {
  for (let written = 0; written < bytes.length; ) {
    written += (await handle.write(bytes, written, bytes.length - written, at + written)).bytesWritten;
  }
}

function encode(position: number, text: string): Buffer {
  const body = Buffer.from(text, "utf8");
  const frame = Buffer.alloc(FRAME);
  frame.writeUInt32LE(body.length, 0);
  frame.writeUInt32LE(position, 4);
  frame.writeUInt32LE(checksum(frame, body), 8);
  return Buffer.concat([frame, body]);
}

function checksum(frame: Buffer, body: Buffer): number {
  return crc32(body, crc32(frame.subarray(0, 8)));
}

/** The record at an offset, or null where none is intact. */
function decodeAt(bytes: Buffer, offset: number): { readonly record: LogRecord; readonly end: number } | null {
  if (offset + FRAME > bytes.length) return null;
  const frame = bytes.subarray(offset, offset + FRAME);
  const end = offset + FRAME + frame.readUInt32LE(0);
  if (end > bytes.length) return null;
  const body = bytes.subarray(offset + FRAME, end);
  if (frame.readUInt32LE(8) !== checksum(frame, body)) return null;
  return { record: { position: frame.readUInt32LE(4), text: body.toString("utf8") }, end };
}

function scan(bytes: Buffer, path: string): { readonly records: readonly LogRecord[]; readonly end: number } {
  if (!bytes.subarray(0, HEADER.length).equals(HEADER)) throw damaged("not-a-log", `${path} is not a log of this node`);
  const records: LogRecord[] = [];
  let end = HEADER.length;
  for (
    let next = decodeAt(bytes, end);
    next !== null && next.record.position === records.length + 1;
    next = decodeAt(bytes, end)
  ) {
    records.push(next.record);
    end = next.end;
  }
  for (let offset = end; offset < bytes.length; offset++) {
    if ((decodeAt(bytes, offset)?.record.position ?? 0) > records.length) {
      throw damaged(
        "log-corrupt",
        `${path} is damaged after record ${records.length}: an intact record follows at byte ${offset}`,
      );
    }
  }
  return { records, end };
}

function damaged(code: string, message: string): NexusError {
  return new NexusError(code, message, {
    hint: "restore it from a copy; the file was left as it is",
    exit: ExitCode.environment,
  });
}
