import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openFileLog } from "./file-log.ts";
import { fileCheckpoints } from "./files.ts";

const texts = ["first", '{"type":"Vote","i":1}', "", "dernière: \u20ac"];
const header = 12;

let root: string;
let files = 0;
const fresh = () => join(root, `log-${files++}`);

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "nexus-log-"));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** The bytes of a log with all texts, and where each record ends. */
async function written(): Promise<{ bytes: Buffer; ends: readonly number[] }> {
  const path = fresh();
  const { log } = await openFileLog(path);
  const ends = [];
  for (const text of texts) {
    await log.append(text);
    ends.push(readFileSync(path).length);
  }
  await log.close();
  return { bytes: readFileSync(path), ends };
}

async function reopened(bytes: Buffer) {
  const path = fresh();
  writeFileSync(path, bytes);
  const { log, torn } = await openFileLog(path);
  const records = await log.read(0);
  await log.close();
  return { torn, records, after: readFileSync(path) };
}

describe("openFileLog", () => {
  test("gives positions from 1 and reads what follows one", async () => {
    const { log, torn } = await openFileLog(fresh());
    expect(torn).toBeNull();
    expect(await Promise.all(texts.map((text) => log.append(text)))).toEqual([1, 2, 3, 4]);
    expect(await log.read(2)).toEqual([
      { position: 3, text: texts[2] },
      { position: 4, text: texts[3] },
    ]);
    await log.close();
  });

  test("continues after a restart", async () => {
    const path = fresh();
    writeFileSync(path, (await written()).bytes);
    const { log, torn } = await openFileLog(path);
    expect(torn).toBeNull();
    expect(await log.append("next")).toBe(5);
    expect((await log.read(0)).map(({ text }) => text)).toEqual([...texts, "next"]);
    await log.close();
  });

  test("drops and reports the record that a crash cut off, wherever it cut", async () => {
    const { bytes, ends } = await written();
    for (let length = header; length < bytes.length; length++) {
      const intact = ends.filter((end) => end <= length);
      const offset = intact.at(-1) ?? header;
      const { torn, records, after } = await reopened(bytes.subarray(0, length));
      expect(records.map(({ text }) => text)).toEqual(texts.slice(0, intact.length));
      expect(torn).toEqual(offset === length ? null : { offset, bytes: length - offset });
      expect(after.length).toBe(offset);
    }
  });

  test("takes a last record with a wrong byte for one that was cut off", async () => {
    const { bytes, ends } = await written();
    const last = ends.at(-2) as number;
    for (let offset = last; offset < bytes.length; offset++) {
      const damaged = Buffer.from(bytes);
      damaged.writeUInt8(damaged.readUInt8(offset) ^ 1, offset);
      const { torn, records } = await reopened(damaged);
      expect(records).toHaveLength(texts.length - 1);
      expect(torn).toEqual({ offset: last, bytes: bytes.length - last });
    }
  });

  test("refuses a wrong byte in front of an intact record and leaves the file as it is", async () => {
    const { bytes, ends } = await written();
    for (let offset = header; offset < (ends.at(-2) as number); offset++) {
      const path = fresh();
      const damaged = Buffer.from(bytes);
      damaged.writeUInt8(damaged.readUInt8(offset) ^ 1, offset);
      writeFileSync(path, damaged);
      await expect(openFileLog(path)).rejects.toMatchObject({ code: "log-corrupt" });
      expect(readFileSync(path)).toEqual(damaged);
    }
  });

  test("refuses a file that is no log and leaves it as it is", async () => {
    for (const content of ["", "dear diary", "nexus log 2\n"]) {
      const path = fresh();
      writeFileSync(path, content);
      await expect(openFileLog(path)).rejects.toMatchObject({ code: "not-a-log" });
      expect(readFileSync(path, "utf8")).toBe(content);
    }
  });

  test("fails every append after one that failed", async () => {
    const { log } = await openFileLog(fresh());
    await log.close();
    await expect(log.append("a")).rejects.toThrow();
    await expect(log.append("b")).rejects.toThrow();
  });
});

describe("fileCheckpoints", () => {
  const checkpoint = { module: "Ballot", position: 3, state: { votes: [1] } };

  test("gives null, then the last checkpoint that was saved", async () => {
    const store = fileCheckpoints(fresh());
    expect(await store.load()).toBeNull();
    await store.save({ ...checkpoint, position: 1 });
    await store.save(checkpoint);
    expect(await store.load()).toEqual(checkpoint);
  });

  test.each(["", "{}", '{"module":"Ballot","position":"3","state":{}}', "[1"])("refuses %j", async (content) => {
    const path = fresh();
    writeFileSync(path, content);
    await expect(fileCheckpoints(path).load()).rejects.toMatchObject({ code: "malformed-record" });
  });
});
