/**
 * Reads what TLC prints with `-tool`: messages between `@!@!@STARTMSG code:severity @!@!@` and `@!@!@ENDMSG code @!@!@`, and its exit
 * status. Codes and statuses are those of `tlc2/output/EC.java` in https://github.com/tlaplus/tlaplus.
 */

export interface TlcFinding {
  readonly version?: string;
  /** `error` also where the output is not understood. */
  readonly verdict: "ok" | "violated" | "deadlock" | "inconclusive" | "error";
  /** The property that is false, where TLC names it. */
  readonly property?: string;
  readonly distinct?: number;
  readonly generated?: number;
  /** TLC's own words for what went wrong. */
  readonly message?: string;
}

interface Message {
  readonly code: number;
  readonly text: string;
}

const VERSION = 2262;
const SUCCESS = 2193;
const STATS = 2199;

/** What each exit status says, and the messages one of which must come with it. */
const statuses: ReadonlyMap<number, { readonly verdict: TlcFinding["verdict"]; readonly messages: readonly number[] }> = new Map([
  [0, { verdict: "ok", messages: [SUCCESS] }],
  [10, { verdict: "violated", messages: [2104, 2404] }],
  [11, { verdict: "deadlock", messages: [2114] }],
  [12, { verdict: "violated", messages: [2107, 2110] }],
  [13, { verdict: "violated", messages: [2108, 2112, 2116] }],
]);

/** The finding of a run that ended with this status. Never throws: output that does not fit is an `error` and never a success. */
export function readTlc(output: string, status: number | null): TlcFinding {
  const messages = messagesOf(output);
  const version = messages.find(({ code }) => code === VERSION)?.text;
  const counts = countsOf(messages);
  const known = { ...(version === undefined ? {} : { version }), ...counts };
  const expected = statuses.get(status ?? -1);
  const told = messages.find(({ code }) => expected?.messages.includes(code) === true);
  if (expected === undefined) return { ...known, verdict: "error", message: errorText(messages, `TLC ended with ${status}`) };
  if (told === undefined) return { ...known, verdict: "error", message: `TLC ended with ${status} and did not say why` };
  if (expected.verdict === "ok") {
    return counts.distinct === undefined
      ? { ...known, verdict: "error", message: "TLC reported success without counts" }
      : { ...known, verdict: "ok" };
  }
  const property = /^(?:Invariant|Action property|Temporal property|Property) (\S+) (?:is|was) violated/.exec(told.text)?.[1];
  return { ...known, verdict: expected.verdict, ...(property === undefined ? {} : { property }), message: firstLine(told.text) };
}

function messagesOf(output: string): readonly Message[] {
  const messages: Message[] = [];
  let open: { readonly code: number; readonly lines: string[] } | null = null;
  for (const line of output.split(/\r?\n/)) {
    const start = /^@!@!@STARTMSG (\d{1,6}):\d+ @!@!@$/.exec(line);
    if (start !== null) open = { code: Number(start[1]), lines: [] };
    else if (open !== null && line === `@!@!@ENDMSG ${open.code} @!@!@`) {
      messages.push({ code: open.code, text: open.lines.join("\n").trim() });
      open = null;
    } else open?.lines.push(line);
  }
  return messages;
}

/** Of the last statistics, as earlier ones may be of a part of the search. */
function countsOf(messages: readonly Message[]): Pick<TlcFinding, "distinct" | "generated"> {
  const stats = messages.findLast(({ code }) => code === STATS)?.text ?? "";
  const [, generated, distinct] = /^([\d,]+) states generated, ([\d,]+) distinct states found/.exec(stats) ?? [];
  if (generated === undefined || distinct === undefined) return {};
  const count = (digits: string) => Number(digits.replaceAll(",", ""));
  return { distinct: count(distinct), generated: count(generated) };
}

/** The first message of an error that is not one of the searches' own, or what is told otherwise. */
function errorText(messages: readonly Message[], otherwise: string): string {
  const ordinary = new Set([VERSION, SUCCESS, STATS]);
  const error = messages.find(({ code, text }) => !ordinary.has(code) && /error|exception|unknown|could not/i.test(text));
  return error === undefined ? otherwise : `${otherwise}: ${firstLine(error.text)}`;
}

const LONGEST = 200;

const firstLine = (text: string): string => (text.split("\n", 1)[0] as string).replace(/\p{Cc}/gu, " ").slice(0, LONGEST);
