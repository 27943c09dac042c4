// The rooms and who may know whom. `npm run lint` applies these rules; scripts/dependency-rules.test.ts shows that each can fail.

const test = "[.]test[.]ts$";
const testing = "/testing-[^/]+[.]ts$";
/** Files of these packages (or scopes), or of their types. */
const packages = (...names) => names.flatMap((name) => [`(^|/)node_modules/${name}/`, `(^|/)node_modules/@types/${name}/`]);

/** Each room and the rooms of src/ that it may import besides itself. */
const rooms = {
  lib: [],
  crypto: ["lib"],
  nvm: ["lib"],
  machines: ["lib", "crypto", "nvm"],
  tla: ["lib"],
  checker: ["lib"],
  runtime: ["lib", "crypto", "nvm", "machines", "tla", "checker"],
  cli: ["lib", "crypto", "nvm", "machines", "tla", "checker", "runtime"],
};

/** Rooms that the tests of a room may import besides: lockstep is tested with both worlds. */
const roomsOfTests = { checker: ["machines", "tla"] };

const roomRule = (name, room, known, from) => ({
  name,
  severity: "error",
  comment: `${name.replace("room-", "src/")} may import ${known.length === 0 ? "no other room" : `only ${known.join(", ")}`}.`,
  from: { path: `^src/${room}/`, ...from },
  to: { path: "^src/", pathNot: `^src/(${[room, ...known].join("|")})/` },
});

const roomRules = Object.entries(rooms).flatMap(([room, known]) => {
  const more = roomsOfTests[room];
  if (more === undefined) return [roomRule(`room-${room}`, room, known, {})];
  return [
    roomRule(`room-${room}`, room, known, { pathNot: [test, testing] }),
    roomRule(`room-${room}-tests`, room, [...known, ...more], { path: [`^src/${room}/.*${test}`, `^src/${room}/.*${testing}`] }),
  ];
});

const anyRoom = `^src/(${Object.keys(rooms).join("|")})/`;

/** Packages with one home: nobody else imports them. */
const homes = [
  {
    name: "noble-only-in-crypto",
    packages: ["@noble"],
    home: "^src/crypto/",
    comment: "All cryptography stands behind crypto/suite.ts.",
  },
  {
    name: "xstate-only-in-runtime",
    packages: ["xstate"],
    home: "^src/runtime/",
    comment: "xstate is the actor shell, not the checker's loop.",
  },
  {
    name: "ts-pattern-only-at-edges",
    packages: ["ts-pattern"],
    home: "^src/(cli|runtime)/",
    comment: "Rendering and explaining, not hot loops.",
  },
  {
    name: "io-ts-only-in-codecs",
    packages: ["io-ts", "fp-ts"],
    home: ["/codec[.]ts$", "/codec[.]test[.]ts$"],
    comment: "What comes from outside is decoded once, at the border.",
  },
  {
    name: "test-tools-only-in-tests",
    packages: ["vitest", "@vitest", "fast-check", "@fast-check"],
    home: [test, "^vitest[.]config[.]ts$"],
    comment: "Shipped code does not depend on test tools.",
  },
].map(({ name, packages: names, home, comment }) => ({
  name,
  severity: "error",
  comment,
  from: { pathNot: home },
  to: { path: packages(...names) },
}));

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    ...roomRules,
    {
      name: "every-file-in-a-room",
      severity: "error",
      comment: "A file of src/ outside the rooms would escape their rules.",
      from: {},
      to: { path: "^src/", pathNot: anyRoom },
    },
    {
      name: "every-importer-in-a-room",
      severity: "error",
      comment: "A file of src/ outside the rooms would escape their rules.",
      from: { path: "^src/", pathNot: anyRoom },
      to: {},
    },
    ...homes,
    {
      name: "pure-rooms-without-node",
      severity: "error",
      comment: "Protocol code runs on any host: time, randomness, files and hashing are inputs.",
      from: { path: "^src/(lib|crypto|nvm|machines)/", pathNot: [test, testing] },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "rooms-without-packages",
      severity: "error",
      comment: "These rooms need nothing but lib (codecs excepted), so that they can be read and published alone.",
      from: { path: "^src/(lib|nvm|machines|tla|checker)/", pathNot: [test, "/codec[.]ts$"] },
      to: { path: "(^|/)node_modules/" },
    },
    {
      name: "shipped-code-without-dev-packages",
      severity: "error",
      comment: "A dependency of shipped code is declared in `dependencies`.",
      from: { path: "^src/", pathNot: test },
      to: {
        dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown"],
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "secrets-opened-in-crypto",
      severity: "error",
      comment: "Only cryptography looks into a secret; everybody else has the type from crypto/suite.ts.",
      from: { path: "^src/", pathNot: "^src/crypto/" },
      to: { path: "^src/crypto/secret[.]ts$" },
    },
    {
      name: "rechecker-without-explorer",
      severity: "error",
      comment: "What checks certificates shares no traversal, store, digest or unpacking with what writes them.",
      from: { path: "^src/checker/certificate-recheck[.]ts$" },
      to: { path: "^src/checker/((explor|store|digest|packing|certificate-write)[^/]*[.]ts$|parallel/)", reachable: true },
    },
    {
      name: "no-import-of-tests",
      severity: "error",
      comment: "Tests are leaves.",
      from: { pathNot: test },
      to: { path: test },
    },
    {
      name: "no-import-of-test-tools",
      severity: "error",
      comment: "What is made for tests (testing-*.ts) is used by them alone, and by each other.",
      from: { pathNot: [test, testing] },
      to: { path: testing },
    },
    {
      name: "no-cycles",
      severity: "error",
      comment: "A cycle has no reading order. Imports of types count.",
      from: {},
      to: { circular: true },
    },
    {
      name: "no-unresolvable",
      severity: "error",
      comment:
        "An import that resolves to nothing escapes every other rule. What tests need from outside src/ imports the built package.",
      from: { path: "^src/" },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "types", "default", "node"] },
  },
};
