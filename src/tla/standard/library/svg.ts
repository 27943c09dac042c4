/** SVG: elements as records of name, attrs, children and innerText, and their text. */

import { elementsOf } from "../../values/lazy-sets.ts";
import { toFunction, toInteger, toSequence } from "../../values/operands.ts";
import { FunctionValue, type SetValue, StringValue, textOf, type Value } from "../../values/value.ts";
import { type Context, fail, type Library } from "./context.ts";

/** Of the circle on which the nodes of a graph are drawn. */
const RADIUS = 100;

export function svgLibrary({ universe, core, host }: Context): Library {
  const string = (text: string) => universe.string(text);
  const [name, attrs, children, innerText] = ["name", "attrs", "children", "innerText"].map(string) as [
    StringValue,
    StringValue,
    StringValue,
    StringValue,
  ];
  const record = (fields: ReadonlyMap<Value, Value>): Value => {
    const domain = universe.setOf([...fields.keys()]) as SetValue;
    return universe.functionOf(
      domain,
      domain.elements.map((key) => universe.forced(fields.get(key) as Value)),
    );
  };
  const merge = core.standard["@@"] as (f: Value, g: Value) => Value;
  const numbers = (values: { readonly [attribute: string]: Value }): Value =>
    record(new Map(Object.entries(values).map(([key, value]) => [string(key), string(String(toInteger(value)))])));
  const nothing = universe.sequence([]);
  const element = (tag: string, attributes: Value, inside: Value, text: Value): Value =>
    record(
      new Map<Value, Value>([
        [name, string(tag)],
        [attrs, attributes],
        [children, inside],
        [innerText, text],
      ]),
    );
  const shape = (tag: string, own: Value, more: Value): Value => element(tag, merge(own, more), nothing, string(""));
  const plain = (value: Value): string => (value instanceof StringValue ? value.text : textOf(value));
  const toText = (node: Value): string => {
    const { domain, values } = toFunction(core.field(node, attrs));
    const attributes = domain.elements.map((key, i) => ` ${plain(key).replaceAll("_", "-")}='${plain(values[i] as Value)}'`);
    const inside = toSequence(core.field(node, children)).values.map(toText).join("");
    const tag = plain(core.field(node, name));
    return `<${tag}${attributes.join("")}>${inside}${plain(core.field(node, innerText))}</${tag}>`;
  };
  const point = (x: number, y: number): Value =>
    record(
      new Map<Value, Value>([
        [string("x"), x],
        [string("y"), y],
      ]),
    );
  const onCircle = (x: number, y: number, r: number, n: number, of: number): Value => {
    const angle = (2 * Math.PI * n) / of;
    return point(Math.trunc(x + r * Math.cos(angle)), Math.trunc(y + r * Math.sin(angle)));
  };
  const coordinate = (place: Value, axis: "x" | "y"): number => toInteger(core.field(place, string(axis)));
  const between = (from: Value, to: Value, axis: "x" | "y", parts: number): number =>
    coordinate(from, axis) + Math.floor((coordinate(to, axis) - coordinate(from, axis)) / parts);

  return {
    SVGElem: (tag: Value, attributes: Value, inside: Value, text: Value) => element(plain(tag), attributes, inside, text),
    Line: (x1: Value, y1: Value, x2: Value, y2: Value, more: Value) => shape("line", numbers({ x1, y1, x2, y2 }), more),
    Circle: (cx: Value, cy: Value, r: Value, more: Value) => shape("circle", numbers({ cx, cy, r }), more),
    Rect: (x: Value, y: Value, width: Value, height: Value, more: Value) => shape("rect", numbers({ x, y, width, height }), more),
    Image: (x: Value, y: Value, width: Value, height: Value, href: Value, more: Value) =>
      shape("image", merge(numbers({ x, y, width, height }), record(new Map([[string("href"), href]]))), more),
    Text: (x: Value, y: Value, text: Value, more: Value) => element("text", merge(numbers({ x, y }), more), nothing, text),
    Group: (inside: Value, attributes: Value) => element("g", attributes, inside, string("")),
    Svg: (inside: Value, attributes: Value) => element("svg", attributes, inside, string("")),
    SVGDoc: (inside: Value, x: Value, y: Value, width: Value, height: Value, more: Value) => {
      const box = [x, y, width, height].map((value) => String(toInteger(value))).join(" ");
      const own = new Map<Value, Value>([
        [string("xmlns"), string("http://www.w3.org/2000/svg")],
        [string("viewBox"), string(box)],
      ]);
      const content =
        inside instanceof FunctionValue && inside.domain.elements.includes(name) ? universe.sequence([inside]) : inside;
      return element("svg", merge(record(own), more), content, string(""));
    },
    SVGElemToString: (node: Value) => string(toText(node)),
    SVGSerialize: (_node: Value, prefix: Value, _frame: Value) => {
      host.print?.(`SVGSerialize: nothing is written to ${plain(prefix)}*.svg, as checks have no effects`);
      return true;
    },
    NodeOfRingNetwork: (cx: Value, cy: Value, r: Value, n: Value, of: Value) =>
      onCircle(toInteger(cx), toInteger(cy), toInteger(r), toInteger(n), toInteger(of)),
    /** Any places will do; these are on a circle. */
    NodesOfDirectedMultiGraph: (nodes: Value, _edges: Value, _options: Value) => {
      const all = elementsOf(nodes);
      return core.functionOn(nodes, (node) => onCircle(RADIUS, RADIUS, RADIUS, all.indexOf(node), all.length));
    },
    PointOnLine: (from: Value, to: Value, parts: Value) => {
      const count = toInteger(parts);
      if (count === 0) return fail("division by zero");
      return point(between(from, to, "x", count), between(from, to, "y", count));
    },
  };
}
