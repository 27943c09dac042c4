// Generated from src/nvm/rules by `npm run nvm:generate`. Do not edit.
/** The step machine over typed arrays: numbers, variables, accesses to memory and control. */

import type { Machine } from "../machine.ts";
import { ctz32, nearest, popcnt32 } from "../../alu/numbers.ts";
import { applied } from "../../alu/applied.ts";

const alu0 = applied("i64.mul");
const alu1 = applied("i64.div_s");
const alu2 = applied("i64.div_u");
const alu3 = applied("i64.rem_s");
const alu4 = applied("i64.rem_u");
const alu5 = applied("i64.shl");
const alu6 = applied("i64.shr_s");
const alu7 = applied("i64.shr_u");
const alu8 = applied("i64.rotl");
const alu9 = applied("i64.rotr");
const alu10 = applied("i32.trunc_f32_s");
const alu11 = applied("i32.trunc_f32_u");
const alu12 = applied("i32.trunc_f64_s");
const alu13 = applied("i32.trunc_f64_u");
const alu14 = applied("i64.trunc_f32_s");
const alu15 = applied("i64.trunc_f32_u");
const alu16 = applied("i64.trunc_f64_s");
const alu17 = applied("i64.trunc_f64_u");
const alu18 = applied("f32.convert_i64_s");
const alu19 = applied("f32.convert_i64_u");
const alu20 = applied("f64.convert_i64_s");
const alu21 = applied("f64.convert_i64_u");
const alu22 = applied("i32.trunc_sat_f32_s");
const alu23 = applied("i32.trunc_sat_f32_u");
const alu24 = applied("i32.trunc_sat_f64_s");
const alu25 = applied("i32.trunc_sat_f64_u");
const alu26 = applied("i64.trunc_sat_f32_s");
const alu27 = applied("i64.trunc_sat_f32_u");
const alu28 = applied("i64.trunc_sat_f64_s");
const alu29 = applied("i64.trunc_sat_f64_u");
const NO_BYTES = new Uint8Array(0);
const NO_VIEW = new DataView(new ArrayBuffer(0));

/** Takes at most `steps` steps, and fewer where an instruction is the other switch's or the machine stops. Gives how many are left. */
export function runHot(m: Machine, steps: number): number {
  const C = m.cells;
  const V = m.values;
  const I = V.i32;
  const F32 = V.f32;
  const F64 = V.f64;
  const G = m.globals;
  const K = m.constants;
  const B = m.branches;
  const FN = m.funcs;
  const FR = m.frames;
  const limit = m.limits.stackBytes;
  const { hostCall } = m.schedule;
  let { pc, base, func, gas, stackBytes, frameTop: top } = m;
  let memoryAddress = FN[8 * func + 5]!;
  let memory = m.mems[memoryAddress];
  let U8 = memory === undefined ? NO_BYTES : memory.bytes;
  let M = memory === undefined ? NO_VIEW : memory.view;
  let end = memory === undefined ? 0 : memory.pages * 65536;
  let left = steps;
  run: for (; left > 0; left--) {
    const t = base + C[pc + 1]!;
    switch (C[pc]!) {
      case 0: { // the entry of a block
        const cost = C[pc + 2]!;
        if (gas < cost) {
          m.status = 3;
          break run;
        }
        gas -= cost;
        pc += 4;
        left++;
        continue;
      }
      case 1: { // i32.const
        I[t] = C[pc + 2]!;
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 2: { // i64.const
        const v0 = C[pc + 2]!;
        const v1 = C[pc + 3]!;
        I[t] = v0;
        I[t + 1] = v1;
        pc += 4;
        continue;
      }
      case 3: { // f32.const
        I[t] = C[pc + 2]!;
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 4: { // f64.const
        const v0 = C[pc + 2]!;
        const v1 = C[pc + 3]!;
        I[t] = v0;
        I[t + 1] = v1;
        pc += 4;
        continue;
      }
      case 5: { // i32.clz
        I[t] = Math.clz32(I[t]!);
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 6: { // i32.ctz
        I[t] = ctz32(I[t]!);
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 7: { // i32.popcnt
        I[t] = popcnt32(I[t]!);
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 8: { // i64.clz
        const v0 = I[t + 1]!;
        I[t] = (v0 !== 0 ? Math.clz32(v0) : ((Math.clz32(I[t]!) + 32) | 0));
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 9: { // i64.ctz
        const v0 = I[t]!;
        I[t] = (v0 !== 0 ? ctz32(v0) : ((ctz32(I[t + 1]!) + 32) | 0));
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 10: { // i64.popcnt
        I[t] = ((popcnt32(I[t]!) + popcnt32(I[t + 1]!)) | 0);
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 11: { // f32.abs
        I[t] = (I[t]! & 2147483647);
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 12: { // f32.neg
        I[t] = (I[t]! ^ -0x80000000);
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 13: { // f32.ceil
        const f = Math.ceil(F32[t]!);
        if (f === f) F32[t] = f;
        else I[t] = 0x7fc00000;
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 14: { // f32.floor
        const f = Math.floor(F32[t]!);
        if (f === f) F32[t] = f;
        else I[t] = 0x7fc00000;
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 15: { // f32.trunc
        const f = Math.trunc(F32[t]!);
        if (f === f) F32[t] = f;
        else I[t] = 0x7fc00000;
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 16: { // f32.nearest
        const f = nearest(F32[t]!);
        if (f === f) F32[t] = f;
        else I[t] = 0x7fc00000;
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 17: { // f32.sqrt
        const f = Math.sqrt(F32[t]!);
        if (f === f) F32[t] = f;
        else I[t] = 0x7fc00000;
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 18: { // f64.abs
        I[t + 1] = (I[t + 1]! & 2147483647);
        pc += 4;
        continue;
      }
      case 19: { // f64.neg
        I[t + 1] = (I[t + 1]! ^ -0x80000000);
        pc += 4;
        continue;
      }
      case 20: { // f64.ceil
        const f = Math.ceil(F64[(t) >> 1]!);
        if (f === f) F64[t >> 1] = f;
        else {
          I[t] = 0;
          I[t + 1] = 0x7ff80000;
        }
        pc += 4;
        continue;
      }
      case 21: { // f64.floor
        const f = Math.floor(F64[(t) >> 1]!);
        if (f === f) F64[t >> 1] = f;
        else {
          I[t] = 0;
          I[t + 1] = 0x7ff80000;
        }
        pc += 4;
        continue;
      }
      case 22: { // f64.trunc
        const f = Math.trunc(F64[(t) >> 1]!);
        if (f === f) F64[t >> 1] = f;
        else {
          I[t] = 0;
          I[t + 1] = 0x7ff80000;
        }
        pc += 4;
        continue;
      }
      case 23: { // f64.nearest
        const f = nearest(F64[(t) >> 1]!);
        if (f === f) F64[t >> 1] = f;
        else {
          I[t] = 0;
          I[t + 1] = 0x7ff80000;
        }
        pc += 4;
        continue;
      }
      case 24: { // f64.sqrt
        const f = Math.sqrt(F64[(t) >> 1]!);
        if (f === f) F64[t >> 1] = f;
        else {
          I[t] = 0;
          I[t + 1] = 0x7ff80000;
        }
        pc += 4;
        continue;
      }
      case 25: { // i32.extend8_s
        I[t] = ((I[t]! << 24) >> 24);
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 26: { // i32.extend16_s
        I[t] = ((I[t]! << 16) >> 16);
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 27: { // i64.extend8_s
        const v0 = ((I[t]! << 24) >> 24);
        const v1 = (v0 >> 31);
        I[t] = v0;
        I[t + 1] = v1;
        pc += 4;
        continue;
      }
      case 28: { // i64.extend16_s
        const v0 = ((I[t]! << 16) >> 16);
        const v1 = (v0 >> 31);
        I[t] = v0;
        I[t + 1] = v1;
        pc += 4;
        continue;
      }
      case 29: { // i64.extend32_s
        const v0 = I[t]!;
        I[t + 1] = (v0 >> 31);
        pc += 4;
        continue;
      }
      case 30: { // i32.add
        I[t] = ((I[t]! + I[t + 2]!) | 0);
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 31: { // i32.sub
        I[t] = ((I[t]! - I[t + 2]!) | 0);
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 32: { // i32.mul
        I[t] = Math.imul(I[t]!, I[t + 2]!);
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 33: { // i32.div_s
        const v0 = I[t + 2]!;
        if (v0 === 0) { m.trap = 2; m.status = 2; break run; }
        const v1 = I[t]!;
        if (v1 === -0x80000000 && v0 === -1) { m.trap = 3; m.status = 2; break run; }
        I[t] = ((v1 / v0) | 0);
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 34: { // i32.div_u
        const v0 = I[t + 2]!;
        if (v0 === 0) { m.trap = 2; m.status = 2; break run; }
        I[t] = (((I[t]! >>> 0) / (v0 >>> 0)) | 0);
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 35: { // i32.rem_s
        const v0 = I[t + 2]!;
        if (v0 === 0) { m.trap = 2; m.status = 2; break run; }
        I[t] = (I[t]! % v0 | 0);
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 36: { // i32.rem_u
        const v0 = I[t + 2]!;
        if (v0 === 0) { m.trap = 2; m.status = 2; break run; }
        I[t] = (((I[t]! >>> 0) % (v0 >>> 0)) | 0);
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 37: { // i32.and
        I[t] = (I[t]! & I[t + 2]!);
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 38: { // i32.or
        I[t] = (I[t]! | I[t + 2]!);
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 39: { // i32.xor
        I[t] = (I[t]! ^ I[t + 2]!);
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 40: { // i32.shl
        I[t] = (I[t]! << I[t + 2]!);
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 41: { // i32.shr_s
        I[t] = (I[t]! >> I[t + 2]!);
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 42: { // i32.shr_u
        I[t] = ((I[t]! >>> I[t + 2]!) | 0);
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 43: { // i32.rotl
        const v0 = I[t]!;
        const v1 = I[t + 2]!;
        I[t] = ((v0 << v1) | (v0 >>> -v1));
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 44: { // i32.rotr
        const v0 = I[t]!;
        const v1 = I[t + 2]!;
        I[t] = ((v0 >>> v1) | (v0 << -v1));
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 45: { // i64.add
        const v0 = I[t]!;
        const v1 = ((v0 + I[t + 2]!) | 0);
        const v2 = ((((I[t + 1]! + I[t + 3]!) | 0) + (v1 >>> 0 < v0 >>> 0 ? 1 : 0)) | 0);
        I[t] = v1;
        I[t + 1] = v2;
        pc += 4;
        continue;
      }
      case 46: { // i64.sub
        const v0 = I[t]!;
        const v1 = I[t + 2]!;
        const v2 = ((v0 - v1) | 0);
        const v3 = ((((I[t + 1]! - I[t + 3]!) | 0) - (v0 >>> 0 < v1 >>> 0 ? 1 : 0)) | 0);
        I[t] = v2;
        I[t + 1] = v3;
        pc += 4;
        continue;
      }
      case 47: { // i64.mul
        alu0(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 48: { // i64.div_s
        const trap = alu1(V, t, C[pc + 2]!, K);
        if (trap !== 0) { m.trap = trap; m.status = 2; break run; }
        pc += 4;
        continue;
      }
      case 49: { // i64.div_u
        const trap = alu2(V, t, C[pc + 2]!, K);
        if (trap !== 0) { m.trap = trap; m.status = 2; break run; }
        pc += 4;
        continue;
      }
      case 50: { // i64.rem_s
        const trap = alu3(V, t, C[pc + 2]!, K);
        if (trap !== 0) { m.trap = trap; m.status = 2; break run; }
        pc += 4;
        continue;
      }
      case 51: { // i64.rem_u
        const trap = alu4(V, t, C[pc + 2]!, K);
        if (trap !== 0) { m.trap = trap; m.status = 2; break run; }
        pc += 4;
        continue;
      }
      case 52: { // i64.and
        const v0 = (I[t]! & I[t + 2]!);
        const v1 = (I[t + 1]! & I[t + 3]!);
        I[t] = v0;
        I[t + 1] = v1;
        pc += 4;
        continue;
      }
      case 53: { // i64.or
        const v0 = (I[t]! | I[t + 2]!);
        const v1 = (I[t + 1]! | I[t + 3]!);
        I[t] = v0;
        I[t + 1] = v1;
        pc += 4;
        continue;
      }
      case 54: { // i64.xor
        const v0 = (I[t]! ^ I[t + 2]!);
        const v1 = (I[t + 1]! ^ I[t + 3]!);
        I[t] = v0;
        I[t + 1] = v1;
        pc += 4;
        continue;
      }
      case 55: { // i64.shl
        alu5(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 56: { // i64.shr_s
        alu6(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 57: { // i64.shr_u
        alu7(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 58: { // i64.rotl
        alu8(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 59: { // i64.rotr
        alu9(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 60: { // f32.add
        const f = F32[t]! + F32[t + 2]!;
        if (f === f) F32[t] = f;
        else I[t] = 0x7fc00000;
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 61: { // f32.sub
        const f = F32[t]! - F32[t + 2]!;
        if (f === f) F32[t] = f;
        else I[t] = 0x7fc00000;
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 62: { // f32.mul
        const f = F32[t]! * F32[t + 2]!;
        if (f === f) F32[t] = f;
        else I[t] = 0x7fc00000;
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 63: { // f32.div
        const f = F32[t]! / F32[t + 2]!;
        if (f === f) F32[t] = f;
        else I[t] = 0x7fc00000;
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 64: { // f32.min
        const f = Math.min(F32[t]!, F32[t + 2]!);
        if (f === f) F32[t] = f;
        else I[t] = 0x7fc00000;
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 65: { // f32.max
        const f = Math.max(F32[t]!, F32[t + 2]!);
        if (f === f) F32[t] = f;
        else I[t] = 0x7fc00000;
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 66: { // f32.copysign
        I[t] = ((I[t]! & 2147483647) | (I[t + 2]! & -0x80000000));
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 67: { // f64.add
        const f = F64[(t) >> 1]! + F64[(t + 2) >> 1]!;
        if (f === f) F64[t >> 1] = f;
        else {
          I[t] = 0;
          I[t + 1] = 0x7ff80000;
        }
        pc += 4;
        continue;
      }
      case 68: { // f64.sub
        const f = F64[(t) >> 1]! - F64[(t + 2) >> 1]!;
        if (f === f) F64[t >> 1] = f;
        else {
          I[t] = 0;
          I[t + 1] = 0x7ff80000;
        }
        pc += 4;
        continue;
      }
      case 69: { // f64.mul
        const f = F64[(t) >> 1]! * F64[(t + 2) >> 1]!;
        if (f === f) F64[t >> 1] = f;
        else {
          I[t] = 0;
          I[t + 1] = 0x7ff80000;
        }
        pc += 4;
        continue;
      }
      case 70: { // f64.div
        const f = F64[(t) >> 1]! / F64[(t + 2) >> 1]!;
        if (f === f) F64[t >> 1] = f;
        else {
          I[t] = 0;
          I[t + 1] = 0x7ff80000;
        }
        pc += 4;
        continue;
      }
      case 71: { // f64.min
        const f = Math.min(F64[(t) >> 1]!, F64[(t + 2) >> 1]!);
        if (f === f) F64[t >> 1] = f;
        else {
          I[t] = 0;
          I[t + 1] = 0x7ff80000;
        }
        pc += 4;
        continue;
      }
      case 72: { // f64.max
        const f = Math.max(F64[(t) >> 1]!, F64[(t + 2) >> 1]!);
        if (f === f) F64[t >> 1] = f;
        else {
          I[t] = 0;
          I[t + 1] = 0x7ff80000;
        }
        pc += 4;
        continue;
      }
      case 73: { // f64.copysign
        I[t + 1] = ((I[t + 1]! & 2147483647) | (I[t + 3]! & -0x80000000));
        pc += 4;
        continue;
      }
      case 74: { // i32.eqz
        I[t] = (I[t]! === 0 ? 1 : 0);
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 75: { // i64.eqz
        I[t] = ((I[t]! | I[t + 1]!) === 0 ? 1 : 0);
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 76: { // i32.eq
        I[t] = (I[t]! === I[t + 2]! ? 1 : 0);
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 77: { // i32.ne
        I[t] = (I[t]! !== I[t + 2]! ? 1 : 0);
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 78: { // i32.lt_s
        I[t] = (I[t]! < I[t + 2]! ? 1 : 0);
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 79: { // i32.lt_u
        I[t] = (I[t]! >>> 0 < I[t + 2]! >>> 0 ? 1 : 0);
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 80: { // i32.gt_s
        I[t] = (I[t]! > I[t + 2]! ? 1 : 0);
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 81: { // i32.gt_u
        I[t] = (I[t]! >>> 0 > I[t + 2]! >>> 0 ? 1 : 0);
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 82: { // i32.le_s
        I[t] = (I[t]! <= I[t + 2]! ? 1 : 0);
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 83: { // i32.le_u
        I[t] = (I[t]! >>> 0 <= I[t + 2]! >>> 0 ? 1 : 0);
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 84: { // i32.ge_s
        I[t] = (I[t]! >= I[t + 2]! ? 1 : 0);
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 85: { // i32.ge_u
        I[t] = (I[t]! >>> 0 >= I[t + 2]! >>> 0 ? 1 : 0);
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 86: { // i64.eq
        I[t] = (((I[t]! ^ I[t + 2]!) | (I[t + 1]! ^ I[t + 3]!)) === 0 ? 1 : 0);
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 87: { // i64.ne
        I[t] = (((I[t]! ^ I[t + 2]!) | (I[t + 1]! ^ I[t + 3]!)) !== 0 ? 1 : 0);
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 88: { // i64.lt_s
        const v0 = I[t + 1]!;
        const v1 = I[t + 3]!;
        I[t] = (v0 === v1 ? (I[t]! >>> 0 < I[t + 2]! >>> 0 ? 1 : 0) : (v0 < v1 ? 1 : 0));
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 89: { // i64.lt_u
        const v0 = I[t + 1]!;
        const v1 = I[t + 3]!;
        I[t] = (v0 === v1 ? (I[t]! >>> 0 < I[t + 2]! >>> 0 ? 1 : 0) : (v0 >>> 0 < v1 >>> 0 ? 1 : 0));
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 90: { // i64.gt_s
        const v0 = I[t + 1]!;
        const v1 = I[t + 3]!;
        I[t] = (v0 === v1 ? (I[t]! >>> 0 > I[t + 2]! >>> 0 ? 1 : 0) : (v0 > v1 ? 1 : 0));
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 91: { // i64.gt_u
        const v0 = I[t + 1]!;
        const v1 = I[t + 3]!;
        I[t] = (v0 === v1 ? (I[t]! >>> 0 > I[t + 2]! >>> 0 ? 1 : 0) : (v0 >>> 0 > v1 >>> 0 ? 1 : 0));
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 92: { // i64.le_s
        const v0 = I[t + 1]!;
        const v1 = I[t + 3]!;
        I[t] = (v0 === v1 ? (I[t]! >>> 0 <= I[t + 2]! >>> 0 ? 1 : 0) : (v0 <= v1 ? 1 : 0));
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 93: { // i64.le_u
        const v0 = I[t + 1]!;
        const v1 = I[t + 3]!;
        I[t] = (v0 === v1 ? (I[t]! >>> 0 <= I[t + 2]! >>> 0 ? 1 : 0) : (v0 >>> 0 <= v1 >>> 0 ? 1 : 0));
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 94: { // i64.ge_s
        const v0 = I[t + 1]!;
        const v1 = I[t + 3]!;
        I[t] = (v0 === v1 ? (I[t]! >>> 0 >= I[t + 2]! >>> 0 ? 1 : 0) : (v0 >= v1 ? 1 : 0));
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 95: { // i64.ge_u
        const v0 = I[t + 1]!;
        const v1 = I[t + 3]!;
        I[t] = (v0 === v1 ? (I[t]! >>> 0 >= I[t + 2]! >>> 0 ? 1 : 0) : (v0 >>> 0 >= v1 >>> 0 ? 1 : 0));
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 96: { // f32.eq
        I[t] = (F32[t]! === F32[t + 2]! ? 1 : 0);
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 97: { // f32.ne
        I[t] = (F32[t]! !== F32[t + 2]! ? 1 : 0);
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 98: { // f32.lt
        I[t] = (F32[t]! < F32[t + 2]! ? 1 : 0);
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 99: { // f32.gt
        I[t] = (F32[t]! > F32[t + 2]! ? 1 : 0);
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 100: { // f32.le
        I[t] = (F32[t]! <= F32[t + 2]! ? 1 : 0);
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 101: { // f32.ge
        I[t] = (F32[t]! >= F32[t + 2]! ? 1 : 0);
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 102: { // f64.eq
        I[t] = (F64[(t) >> 1]! === F64[(t + 2) >> 1]! ? 1 : 0);
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 103: { // f64.ne
        I[t] = (F64[(t) >> 1]! !== F64[(t + 2) >> 1]! ? 1 : 0);
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 104: { // f64.lt
        I[t] = (F64[(t) >> 1]! < F64[(t + 2) >> 1]! ? 1 : 0);
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 105: { // f64.gt
        I[t] = (F64[(t) >> 1]! > F64[(t + 2) >> 1]! ? 1 : 0);
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 106: { // f64.le
        I[t] = (F64[(t) >> 1]! <= F64[(t + 2) >> 1]! ? 1 : 0);
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 107: { // f64.ge
        I[t] = (F64[(t) >> 1]! >= F64[(t + 2) >> 1]! ? 1 : 0);
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 108: { // i32.wrap_i64
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 109: { // i32.trunc_f32_s
        const trap = alu10(V, t, C[pc + 2]!, K);
        if (trap !== 0) { m.trap = trap; m.status = 2; break run; }
        pc += 4;
        continue;
      }
      case 110: { // i32.trunc_f32_u
        const trap = alu11(V, t, C[pc + 2]!, K);
        if (trap !== 0) { m.trap = trap; m.status = 2; break run; }
        pc += 4;
        continue;
      }
      case 111: { // i32.trunc_f64_s
        const trap = alu12(V, t, C[pc + 2]!, K);
        if (trap !== 0) { m.trap = trap; m.status = 2; break run; }
        pc += 4;
        continue;
      }
      case 112: { // i32.trunc_f64_u
        const trap = alu13(V, t, C[pc + 2]!, K);
        if (trap !== 0) { m.trap = trap; m.status = 2; break run; }
        pc += 4;
        continue;
      }
      case 113: { // i64.extend_i32_s
        const v0 = I[t]!;
        I[t + 1] = (v0 >> 31);
        pc += 4;
        continue;
      }
      case 114: { // i64.extend_i32_u
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 115: { // i64.trunc_f32_s
        const trap = alu14(V, t, C[pc + 2]!, K);
        if (trap !== 0) { m.trap = trap; m.status = 2; break run; }
        pc += 4;
        continue;
      }
      case 116: { // i64.trunc_f32_u
        const trap = alu15(V, t, C[pc + 2]!, K);
        if (trap !== 0) { m.trap = trap; m.status = 2; break run; }
        pc += 4;
        continue;
      }
      case 117: { // i64.trunc_f64_s
        const trap = alu16(V, t, C[pc + 2]!, K);
        if (trap !== 0) { m.trap = trap; m.status = 2; break run; }
        pc += 4;
        continue;
      }
      case 118: { // i64.trunc_f64_u
        const trap = alu17(V, t, C[pc + 2]!, K);
        if (trap !== 0) { m.trap = trap; m.status = 2; break run; }
        pc += 4;
        continue;
      }
      case 119: { // f32.convert_i32_s
        const f = I[t]!;
        if (f === f) F32[t] = f;
        else I[t] = 0x7fc00000;
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 120: { // f32.convert_i32_u
        const f = (I[t]! >>> 0);
        if (f === f) F32[t] = f;
        else I[t] = 0x7fc00000;
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 121: { // f32.convert_i64_s
        alu18(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 122: { // f32.convert_i64_u
        alu19(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 123: { // f32.demote_f64
        const f = F64[(t) >> 1]!;
        if (f === f) F32[t] = f;
        else I[t] = 0x7fc00000;
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 124: { // f64.convert_i32_s
        const f = I[t]!;
        if (f === f) F64[t >> 1] = f;
        else {
          I[t] = 0;
          I[t + 1] = 0x7ff80000;
        }
        pc += 4;
        continue;
      }
      case 125: { // f64.convert_i32_u
        const f = (I[t]! >>> 0);
        if (f === f) F64[t >> 1] = f;
        else {
          I[t] = 0;
          I[t + 1] = 0x7ff80000;
        }
        pc += 4;
        continue;
      }
      case 126: { // f64.convert_i64_s
        alu20(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 127: { // f64.convert_i64_u
        alu21(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 128: { // f64.promote_f32
        const f = F32[t]!;
        if (f === f) F64[t >> 1] = f;
        else {
          I[t] = 0;
          I[t + 1] = 0x7ff80000;
        }
        pc += 4;
        continue;
      }
      case 129: { // i32.reinterpret_f32
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 130: { // i64.reinterpret_f64
        pc += 4;
        continue;
      }
      case 131: { // f32.reinterpret_i32
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 132: { // f64.reinterpret_i64
        pc += 4;
        continue;
      }
      case 133: { // i32.trunc_sat_f32_s
        alu22(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 134: { // i32.trunc_sat_f32_u
        alu23(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 135: { // i32.trunc_sat_f64_s
        alu24(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 136: { // i32.trunc_sat_f64_u
        alu25(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 137: { // i64.trunc_sat_f32_s
        alu26(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 138: { // i64.trunc_sat_f32_u
        alu27(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 139: { // i64.trunc_sat_f64_s
        alu28(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 140: { // i64.trunc_sat_f64_u
        alu29(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 141: { // ref.null
        I[t] = 0;
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 142: { // ref.is_null
        I[t] = (I[t]! === 0 ? 1 : 0);
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 143: { // ref.func
        I[t] = C[pc + 2]!;
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 358: { // drop
        pc += 4;
        continue;
      }
      case 359: { // select/2
        const v0 = I[t + 4]!;
        const v1 = (v0 !== 0 ? I[t]! : I[t + 2]!);
        const v2 = (v0 !== 0 ? I[t + 1]! : I[t + 3]!);
        I[t] = v1;
        I[t + 1] = v2;
        pc += 4;
        continue;
      }
      case 360: { // select/4
        const v0 = I[t + 8]!;
        const v1 = (v0 !== 0 ? I[t]! : I[t + 4]!);
        const v2 = (v0 !== 0 ? I[t + 1]! : I[t + 5]!);
        const v3 = (v0 !== 0 ? I[t + 2]! : I[t + 6]!);
        const v4 = (v0 !== 0 ? I[t + 3]! : I[t + 7]!);
        I[t] = v1;
        I[t + 1] = v2;
        I[t + 2] = v3;
        I[t + 3] = v4;
        pc += 4;
        continue;
      }
      case 361: { // local.get/1
        I[t] = I[base + C[pc + 2]!]!;
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 362: { // local.get/2
        const v0 = I[base + C[pc + 2]!]!;
        const v1 = I[base + C[pc + 2]! + 1]!;
        I[t] = v0;
        I[t + 1] = v1;
        pc += 4;
        continue;
      }
      case 363: { // local.get/4
        const v0 = I[base + C[pc + 2]!]!;
        const v1 = I[base + C[pc + 2]! + 1]!;
        const v2 = I[base + C[pc + 2]! + 2]!;
        const v3 = I[base + C[pc + 2]! + 3]!;
        I[t] = v0;
        I[t + 1] = v1;
        I[t + 2] = v2;
        I[t + 3] = v3;
        pc += 4;
        continue;
      }
      case 364: { // local.set/1
        I[base + C[pc + 2]!] = I[t]!;
        pc += 4;
        continue;
      }
      case 365: { // local.set/2
        const v0 = I[t]!;
        const v1 = I[t + 1]!;
        I[base + C[pc + 2]!] = v0;
        I[base + C[pc + 2]! + 1] = v1;
        pc += 4;
        continue;
      }
      case 366: { // local.set/4
        const v0 = I[t]!;
        const v1 = I[t + 1]!;
        const v2 = I[t + 2]!;
        const v3 = I[t + 3]!;
        I[base + C[pc + 2]!] = v0;
        I[base + C[pc + 2]! + 1] = v1;
        I[base + C[pc + 2]! + 2] = v2;
        I[base + C[pc + 2]! + 3] = v3;
        pc += 4;
        continue;
      }
      case 367: { // local.tee/1
        I[base + C[pc + 2]!] = I[t]!;
        pc += 4;
        continue;
      }
      case 368: { // local.tee/2
        const v0 = I[t]!;
        const v1 = I[t + 1]!;
        I[base + C[pc + 2]!] = v0;
        I[base + C[pc + 2]! + 1] = v1;
        pc += 4;
        continue;
      }
      case 369: { // local.tee/4
        const v0 = I[t]!;
        const v1 = I[t + 1]!;
        const v2 = I[t + 2]!;
        const v3 = I[t + 3]!;
        I[base + C[pc + 2]!] = v0;
        I[base + C[pc + 2]! + 1] = v1;
        I[base + C[pc + 2]! + 2] = v2;
        I[base + C[pc + 2]! + 3] = v3;
        pc += 4;
        continue;
      }
      case 370: { // global.get/1
        I[t] = G[C[pc + 2]!]!;
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 371: { // global.get/2
        const v0 = G[C[pc + 2]!]!;
        const v1 = G[C[pc + 2]! + 1]!;
        I[t] = v0;
        I[t + 1] = v1;
        pc += 4;
        continue;
      }
      case 372: { // global.get/4
        const v0 = G[C[pc + 2]!]!;
        const v1 = G[C[pc + 2]! + 1]!;
        const v2 = G[C[pc + 2]! + 2]!;
        const v3 = G[C[pc + 2]! + 3]!;
        I[t] = v0;
        I[t + 1] = v1;
        I[t + 2] = v2;
        I[t + 3] = v3;
        pc += 4;
        continue;
      }
      case 373: { // global.set/1
        G[C[pc + 2]!] = I[t]!;
        pc += 4;
        continue;
      }
      case 374: { // global.set/2
        const v0 = I[t]!;
        const v1 = I[t + 1]!;
        G[C[pc + 2]!] = v0;
        G[C[pc + 2]! + 1] = v1;
        pc += 4;
        continue;
      }
      case 375: { // global.set/4
        const v0 = I[t]!;
        const v1 = I[t + 1]!;
        const v2 = I[t + 2]!;
        const v3 = I[t + 3]!;
        G[C[pc + 2]!] = v0;
        G[C[pc + 2]! + 1] = v1;
        G[C[pc + 2]! + 2] = v2;
        G[C[pc + 2]! + 3] = v3;
        pc += 4;
        continue;
      }
      case 378: { // table.size
        I[t] = m.tables[C[pc + 2]!]!.size;
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 384: { // i32.load
        const v0 = I[t]!;
        if (v0 < 0 || v0 > end - 4 - C[pc + 2]!) { m.trap = 5; m.status = 2; break run; }
        const p = (v0 + C[pc + 2]!) | 0;
        I[t] = M.getInt32(p, true);
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 385: { // i64.load
        const v0 = I[t]!;
        if (v0 < 0 || v0 > end - 8 - C[pc + 2]!) { m.trap = 5; m.status = 2; break run; }
        const p = (v0 + C[pc + 2]!) | 0;
        const v1 = M.getInt32(p, true);
        const v2 = M.getInt32(p + 4, true);
        I[t] = v1;
        I[t + 1] = v2;
        pc += 4;
        continue;
      }
      case 386: { // f32.load
        const v0 = I[t]!;
        if (v0 < 0 || v0 > end - 4 - C[pc + 2]!) { m.trap = 5; m.status = 2; break run; }
        const p = (v0 + C[pc + 2]!) | 0;
        I[t] = M.getInt32(p, true);
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 387: { // f64.load
        const v0 = I[t]!;
        if (v0 < 0 || v0 > end - 8 - C[pc + 2]!) { m.trap = 5; m.status = 2; break run; }
        const p = (v0 + C[pc + 2]!) | 0;
        const v1 = M.getInt32(p, true);
        const v2 = M.getInt32(p + 4, true);
        I[t] = v1;
        I[t + 1] = v2;
        pc += 4;
        continue;
      }
      case 389: { // i32.load8_s
        const v0 = I[t]!;
        if (v0 < 0 || v0 > end - 1 - C[pc + 2]!) { m.trap = 5; m.status = 2; break run; }
        const p = (v0 + C[pc + 2]!) | 0;
        I[t] = M.getInt8(p);
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 390: { // i32.load8_u
        const v0 = I[t]!;
        if (v0 < 0 || v0 > end - 1 - C[pc + 2]!) { m.trap = 5; m.status = 2; break run; }
        const p = (v0 + C[pc + 2]!) | 0;
        I[t] = U8[p]!;
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 391: { // i32.load16_s
        const v0 = I[t]!;
        if (v0 < 0 || v0 > end - 2 - C[pc + 2]!) { m.trap = 5; m.status = 2; break run; }
        const p = (v0 + C[pc + 2]!) | 0;
        I[t] = M.getInt16(p, true);
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 392: { // i32.load16_u
        const v0 = I[t]!;
        if (v0 < 0 || v0 > end - 2 - C[pc + 2]!) { m.trap = 5; m.status = 2; break run; }
        const p = (v0 + C[pc + 2]!) | 0;
        I[t] = M.getUint16(p, true);
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 393: { // i64.load8_s
        const v0 = I[t]!;
        if (v0 < 0 || v0 > end - 1 - C[pc + 2]!) { m.trap = 5; m.status = 2; break run; }
        const p = (v0 + C[pc + 2]!) | 0;
        const v1 = M.getInt8(p);
        const v2 = (v1 >> 31);
        I[t] = v1;
        I[t + 1] = v2;
        pc += 4;
        continue;
      }
      case 394: { // i64.load8_u
        const v0 = I[t]!;
        if (v0 < 0 || v0 > end - 1 - C[pc + 2]!) { m.trap = 5; m.status = 2; break run; }
        const p = (v0 + C[pc + 2]!) | 0;
        I[t] = U8[p]!;
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 395: { // i64.load16_s
        const v0 = I[t]!;
        if (v0 < 0 || v0 > end - 2 - C[pc + 2]!) { m.trap = 5; m.status = 2; break run; }
        const p = (v0 + C[pc + 2]!) | 0;
        const v1 = M.getInt16(p, true);
        const v2 = (v1 >> 31);
        I[t] = v1;
        I[t + 1] = v2;
        pc += 4;
        continue;
      }
      case 396: { // i64.load16_u
        const v0 = I[t]!;
        if (v0 < 0 || v0 > end - 2 - C[pc + 2]!) { m.trap = 5; m.status = 2; break run; }
        const p = (v0 + C[pc + 2]!) | 0;
        I[t] = M.getUint16(p, true);
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 397: { // i64.load32_s
        const v0 = I[t]!;
        if (v0 < 0 || v0 > end - 4 - C[pc + 2]!) { m.trap = 5; m.status = 2; break run; }
        const p = (v0 + C[pc + 2]!) | 0;
        const v1 = M.getInt32(p, true);
        const v2 = (v1 >> 31);
        I[t] = v1;
        I[t + 1] = v2;
        pc += 4;
        continue;
      }
      case 398: { // i64.load32_u
        const v0 = I[t]!;
        if (v0 < 0 || v0 > end - 4 - C[pc + 2]!) { m.trap = 5; m.status = 2; break run; }
        const p = (v0 + C[pc + 2]!) | 0;
        I[t] = M.getInt32(p, true);
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 399: { // i32.store
        const v0 = I[t]!;
        if (v0 < 0 || v0 > end - 4 - C[pc + 2]!) { m.trap = 5; m.status = 2; break run; }
        const p = (v0 + C[pc + 2]!) | 0;
        M.setInt32(p, I[t + 2]!, true);
        pc += 4;
        continue;
      }
      case 400: { // i64.store
        const v0 = I[t]!;
        if (v0 < 0 || v0 > end - 8 - C[pc + 2]!) { m.trap = 5; m.status = 2; break run; }
        const p = (v0 + C[pc + 2]!) | 0;
        M.setInt32(p, I[t + 2]!, true);
        M.setInt32(p + 4, I[t + 3]!, true);
        pc += 4;
        continue;
      }
      case 401: { // f32.store
        const v0 = I[t]!;
        if (v0 < 0 || v0 > end - 4 - C[pc + 2]!) { m.trap = 5; m.status = 2; break run; }
        const p = (v0 + C[pc + 2]!) | 0;
        M.setInt32(p, I[t + 2]!, true);
        pc += 4;
        continue;
      }
      case 402: { // f64.store
        const v0 = I[t]!;
        if (v0 < 0 || v0 > end - 8 - C[pc + 2]!) { m.trap = 5; m.status = 2; break run; }
        const p = (v0 + C[pc + 2]!) | 0;
        M.setInt32(p, I[t + 2]!, true);
        M.setInt32(p + 4, I[t + 3]!, true);
        pc += 4;
        continue;
      }
      case 404: { // i32.store8
        const v0 = I[t]!;
        if (v0 < 0 || v0 > end - 1 - C[pc + 2]!) { m.trap = 5; m.status = 2; break run; }
        const p = (v0 + C[pc + 2]!) | 0;
        U8[p] = I[t + 2]!;
        pc += 4;
        continue;
      }
      case 405: { // i32.store16
        const v0 = I[t]!;
        if (v0 < 0 || v0 > end - 2 - C[pc + 2]!) { m.trap = 5; m.status = 2; break run; }
        const p = (v0 + C[pc + 2]!) | 0;
        M.setInt16(p, I[t + 2]!, true);
        pc += 4;
        continue;
      }
      case 406: { // i64.store8
        const v0 = I[t]!;
        if (v0 < 0 || v0 > end - 1 - C[pc + 2]!) { m.trap = 5; m.status = 2; break run; }
        const p = (v0 + C[pc + 2]!) | 0;
        U8[p] = I[t + 2]!;
        pc += 4;
        continue;
      }
      case 407: { // i64.store16
        const v0 = I[t]!;
        if (v0 < 0 || v0 > end - 2 - C[pc + 2]!) { m.trap = 5; m.status = 2; break run; }
        const p = (v0 + C[pc + 2]!) | 0;
        M.setInt16(p, I[t + 2]!, true);
        pc += 4;
        continue;
      }
      case 408: { // i64.store32
        const v0 = I[t]!;
        if (v0 < 0 || v0 > end - 4 - C[pc + 2]!) { m.trap = 5; m.status = 2; break run; }
        const p = (v0 + C[pc + 2]!) | 0;
        M.setInt32(p, I[t + 2]!, true);
        pc += 4;
        continue;
      }
      case 429: { // memory.size
        I[t] = (memory === undefined ? 0 : memory.pages);
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 435: { // nop
        pc += 4;
        continue;
      }
      case 436: { // unreachable
        m.trap = 1; m.status = 2;
        break run;
        continue;
      }
      case 437: { // if
        if (I[t]! === 0) {
          pc = C[pc + 2]!;
          continue;
        }
        pc += 4;
        continue;
      }
      case 438: { // br
        const keep = C[pc + 3]!;
        if (keep !== 0) I.copyWithin(base + (keep >>> 10), t - (keep & 1023), t);
        pc = C[pc + 2]!;
        continue;
      }
      case 439: { // br_if
        if (I[t]! !== 0) {
          const keep = C[pc + 3]!;
          if (keep !== 0) I.copyWithin(base + (keep >>> 10), t - (keep & 1023), t);
          pc = C[pc + 2]!;
          continue;
        }
        pc += 4;
        continue;
      }
      case 440: { // br_table
        const chosen = I[t]! >>> 0;
        const entry = C[pc + 2]! + 2 * (chosen < C[pc + 3]! ? chosen : C[pc + 3]!);
        const keep = B[entry + 1]!;
        if (keep !== 0) I.copyWithin(base + (keep >>> 10), t - (keep & 1023), t);
        pc = B[entry]!;
        continue;
      }
      case 441: { // return
        const words = C[pc + 2]!;
        if (words === 2) {
          I[base] = I[t - 2]!;
          I[base + 1] = I[t - 1]!;
        } else if (words !== 0) I.copyWithin(base, t - words, t);
        stackBytes -= FN[8 * func + 4]!;
        if (top === 0) {
          m.status = 1;
          left--;
          break run;
        }
        top -= 3;
        pc = FR[top]!;
        base = FR[top + 1]!;
        func = FR[top + 2]!;
        if (FN[8 * func + 5]! !== memoryAddress) {
          memoryAddress = FN[8 * func + 5]!;
          memory = m.mems[memoryAddress];
          U8 = memory === undefined ? NO_BYTES : memory.bytes;
          M = memory === undefined ? NO_VIEW : memory.view;
          end = memory === undefined ? 0 : memory.pages * 65536;
        }
        continue;
      }
      case 442: { // call
        const callee = C[pc + 2]!;
        const f = 8 * callee;
        const entry = FN[f]!;
        if (entry < 0) {
          m.callee = callee;
          m.status = gas < hostCall ? 3 : 4;
          if (gas >= hostCall) gas -= hostCall;
          break run;
        }
        const taken = stackBytes + FN[f + 4]!;
        if (taken > limit) { m.trap = 10; m.status = 2; break run; }
        stackBytes = taken;
        FR[top] = pc + 4;
        FR[top + 1] = base;
        FR[top + 2] = func;
        top += 3;
        const locals = t - FN[f + 1]!;
        for (let i = t; i < locals + FN[f + 3]!; i++) I[i] = 0;
        base = locals;
        func = callee;
        pc = entry;
        if (FN[f + 5]! !== memoryAddress) {
          memoryAddress = FN[f + 5]!;
          memory = m.mems[memoryAddress];
          U8 = memory === undefined ? NO_BYTES : memory.bytes;
          M = memory === undefined ? NO_VIEW : memory.view;
          end = memory === undefined ? 0 : memory.pages * 65536;
        }
        continue;
      }
      case 443: { // call_indirect
        const v0 = I[t]!;
        if (v0 >>> 0 >= m.tables[C[pc + 2]!]!.size >>> 0) { m.trap = 7; m.status = 2; break run; }
        const v1 = m.tables[C[pc + 2]!]!.elements[v0]!;
        if (v1 === 0) { m.trap = 8; m.status = 2; break run; }
        const v2 = ((v1 - 1) | 0);
        if (FN[8 * v2 + 6]! !== C[pc + 3]!) { m.trap = 9; m.status = 2; break run; }
        const callee = v2;
        const f = 8 * callee;
        const entry = FN[f]!;
        if (entry < 0) {
          m.callee = callee;
          m.status = gas < hostCall ? 3 : 4;
          if (gas >= hostCall) gas -= hostCall;
          break run;
        }
        const taken = stackBytes + FN[f + 4]!;
        if (taken > limit) { m.trap = 10; m.status = 2; break run; }
        stackBytes = taken;
        FR[top] = pc + 4;
        FR[top + 1] = base;
        FR[top + 2] = func;
        top += 3;
        const locals = t - FN[f + 1]!;
        for (let i = t; i < locals + FN[f + 3]!; i++) I[i] = 0;
        base = locals;
        func = callee;
        pc = entry;
        if (FN[f + 5]! !== memoryAddress) {
          memoryAddress = FN[f + 5]!;
          memory = m.mems[memoryAddress];
          U8 = memory === undefined ? NO_BYTES : memory.bytes;
          M = memory === undefined ? NO_VIEW : memory.view;
          end = memory === undefined ? 0 : memory.pages * 65536;
        }
        continue;
      }
      case 444: { // else
        pc = C[pc + 2]!;
        continue;
      }
      default:
        break run;
    }
  }
  m.pc = pc;
  m.base = base;
  m.func = func;
  m.gas = gas;
  m.stackBytes = stackBytes;
  m.frameTop = top;
  return left;
}
