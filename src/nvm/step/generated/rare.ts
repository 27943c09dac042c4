// Generated from src/nvm/rules by `npm run nvm:generate`. Do not edit.
/** The step machine over typed arrays: vectors, and areas of memory and tables. */

import type { Machine } from "../machine.ts";
import { constantWord } from "../constants.ts";
import { applied } from "../../alu/applied.ts";
import { areaOperation } from "../areas.ts";

const alu0 = applied("i8x16.swizzle");
const alu1 = applied("i8x16.shuffle");
const alu2 = applied("i8x16.extract_lane_s");
const alu3 = applied("i8x16.extract_lane_u");
const alu4 = applied("i16x8.extract_lane_s");
const alu5 = applied("i16x8.extract_lane_u");
const alu6 = applied("i32x4.extract_lane");
const alu7 = applied("i64x2.extract_lane");
const alu8 = applied("f32x4.extract_lane");
const alu9 = applied("f64x2.extract_lane");
const alu10 = applied("i8x16.replace_lane");
const alu11 = applied("i16x8.replace_lane");
const alu12 = applied("i32x4.replace_lane");
const alu13 = applied("i64x2.replace_lane");
const alu14 = applied("f32x4.replace_lane");
const alu15 = applied("f64x2.replace_lane");
const alu16 = applied("i8x16.abs");
const alu17 = applied("i8x16.neg");
const alu18 = applied("i8x16.popcnt");
const alu19 = applied("f32x4.ceil");
const alu20 = applied("f32x4.floor");
const alu21 = applied("f32x4.trunc");
const alu22 = applied("f32x4.nearest");
const alu23 = applied("f64x2.ceil");
const alu24 = applied("f64x2.floor");
const alu25 = applied("f64x2.trunc");
const alu26 = applied("i16x8.abs");
const alu27 = applied("i16x8.neg");
const alu28 = applied("f64x2.nearest");
const alu29 = applied("i32x4.abs");
const alu30 = applied("i32x4.neg");
const alu31 = applied("i64x2.abs");
const alu32 = applied("i64x2.neg");
const alu33 = applied("f32x4.abs");
const alu34 = applied("f32x4.neg");
const alu35 = applied("f32x4.sqrt");
const alu36 = applied("f64x2.abs");
const alu37 = applied("f64x2.neg");
const alu38 = applied("f64x2.sqrt");
const alu39 = applied("i8x16.add");
const alu40 = applied("i8x16.add_sat_s");
const alu41 = applied("i8x16.add_sat_u");
const alu42 = applied("i8x16.sub");
const alu43 = applied("i8x16.sub_sat_s");
const alu44 = applied("i8x16.sub_sat_u");
const alu45 = applied("i8x16.min_s");
const alu46 = applied("i8x16.min_u");
const alu47 = applied("i8x16.max_s");
const alu48 = applied("i8x16.max_u");
const alu49 = applied("i8x16.avgr_u");
const alu50 = applied("i16x8.q15mulr_sat_s");
const alu51 = applied("i16x8.add");
const alu52 = applied("i16x8.add_sat_s");
const alu53 = applied("i16x8.add_sat_u");
const alu54 = applied("i16x8.sub");
const alu55 = applied("i16x8.sub_sat_s");
const alu56 = applied("i16x8.sub_sat_u");
const alu57 = applied("i16x8.mul");
const alu58 = applied("i16x8.min_s");
const alu59 = applied("i16x8.min_u");
const alu60 = applied("i16x8.max_s");
const alu61 = applied("i16x8.max_u");
const alu62 = applied("i16x8.avgr_u");
const alu63 = applied("i32x4.add");
const alu64 = applied("i32x4.sub");
const alu65 = applied("i32x4.mul");
const alu66 = applied("i32x4.min_s");
const alu67 = applied("i32x4.min_u");
const alu68 = applied("i32x4.max_s");
const alu69 = applied("i32x4.max_u");
const alu70 = applied("i64x2.add");
const alu71 = applied("i64x2.sub");
const alu72 = applied("i64x2.mul");
const alu73 = applied("f32x4.add");
const alu74 = applied("f32x4.sub");
const alu75 = applied("f32x4.mul");
const alu76 = applied("f32x4.div");
const alu77 = applied("f32x4.min");
const alu78 = applied("f32x4.max");
const alu79 = applied("f32x4.pmin");
const alu80 = applied("f32x4.pmax");
const alu81 = applied("f64x2.add");
const alu82 = applied("f64x2.sub");
const alu83 = applied("f64x2.mul");
const alu84 = applied("f64x2.div");
const alu85 = applied("f64x2.min");
const alu86 = applied("f64x2.max");
const alu87 = applied("f64x2.pmin");
const alu88 = applied("f64x2.pmax");
const alu89 = applied("i8x16.eq");
const alu90 = applied("i8x16.ne");
const alu91 = applied("i8x16.lt_s");
const alu92 = applied("i8x16.lt_u");
const alu93 = applied("i8x16.gt_s");
const alu94 = applied("i8x16.gt_u");
const alu95 = applied("i8x16.le_s");
const alu96 = applied("i8x16.le_u");
const alu97 = applied("i8x16.ge_s");
const alu98 = applied("i8x16.ge_u");
const alu99 = applied("i16x8.eq");
const alu100 = applied("i16x8.ne");
const alu101 = applied("i16x8.lt_s");
const alu102 = applied("i16x8.lt_u");
const alu103 = applied("i16x8.gt_s");
const alu104 = applied("i16x8.gt_u");
const alu105 = applied("i16x8.le_s");
const alu106 = applied("i16x8.le_u");
const alu107 = applied("i16x8.ge_s");
const alu108 = applied("i16x8.ge_u");
const alu109 = applied("i32x4.eq");
const alu110 = applied("i32x4.ne");
const alu111 = applied("i32x4.lt_s");
const alu112 = applied("i32x4.lt_u");
const alu113 = applied("i32x4.gt_s");
const alu114 = applied("i32x4.gt_u");
const alu115 = applied("i32x4.le_s");
const alu116 = applied("i32x4.le_u");
const alu117 = applied("i32x4.ge_s");
const alu118 = applied("i32x4.ge_u");
const alu119 = applied("f32x4.eq");
const alu120 = applied("f32x4.ne");
const alu121 = applied("f32x4.lt");
const alu122 = applied("f32x4.gt");
const alu123 = applied("f32x4.le");
const alu124 = applied("f32x4.ge");
const alu125 = applied("f64x2.eq");
const alu126 = applied("f64x2.ne");
const alu127 = applied("f64x2.lt");
const alu128 = applied("f64x2.gt");
const alu129 = applied("f64x2.le");
const alu130 = applied("f64x2.ge");
const alu131 = applied("i64x2.eq");
const alu132 = applied("i64x2.ne");
const alu133 = applied("i64x2.lt_s");
const alu134 = applied("i64x2.gt_s");
const alu135 = applied("i64x2.le_s");
const alu136 = applied("i64x2.ge_s");
const alu137 = applied("i8x16.shl");
const alu138 = applied("i8x16.shr_s");
const alu139 = applied("i8x16.shr_u");
const alu140 = applied("i16x8.shl");
const alu141 = applied("i16x8.shr_s");
const alu142 = applied("i16x8.shr_u");
const alu143 = applied("i32x4.shl");
const alu144 = applied("i32x4.shr_s");
const alu145 = applied("i32x4.shr_u");
const alu146 = applied("i64x2.shl");
const alu147 = applied("i64x2.shr_s");
const alu148 = applied("i64x2.shr_u");
const alu149 = applied("i8x16.all_true");
const alu150 = applied("i16x8.all_true");
const alu151 = applied("i32x4.all_true");
const alu152 = applied("i64x2.all_true");
const alu153 = applied("f32x4.demote_f64x2_zero");
const alu154 = applied("f64x2.promote_low_f32x4");
const alu155 = applied("i16x8.extend_low_i8x16_s");
const alu156 = applied("i16x8.extend_high_i8x16_s");
const alu157 = applied("i16x8.extend_low_i8x16_u");
const alu158 = applied("i16x8.extend_high_i8x16_u");
const alu159 = applied("i32x4.extend_low_i16x8_s");
const alu160 = applied("i32x4.extend_high_i16x8_s");
const alu161 = applied("i32x4.extend_low_i16x8_u");
const alu162 = applied("i32x4.extend_high_i16x8_u");
const alu163 = applied("i64x2.extend_low_i32x4_s");
const alu164 = applied("i64x2.extend_high_i32x4_s");
const alu165 = applied("i64x2.extend_low_i32x4_u");
const alu166 = applied("i64x2.extend_high_i32x4_u");
const alu167 = applied("i32x4.trunc_sat_f32x4_s");
const alu168 = applied("i32x4.trunc_sat_f32x4_u");
const alu169 = applied("f32x4.convert_i32x4_s");
const alu170 = applied("f32x4.convert_i32x4_u");
const alu171 = applied("i32x4.trunc_sat_f64x2_s_zero");
const alu172 = applied("i32x4.trunc_sat_f64x2_u_zero");
const alu173 = applied("f64x2.convert_low_i32x4_s");
const alu174 = applied("f64x2.convert_low_i32x4_u");
const alu175 = applied("i8x16.narrow_i16x8_s");
const alu176 = applied("i8x16.narrow_i16x8_u");
const alu177 = applied("i16x8.narrow_i32x4_s");
const alu178 = applied("i16x8.narrow_i32x4_u");
const alu179 = applied("i8x16.bitmask");
const alu180 = applied("i16x8.bitmask");
const alu181 = applied("i32x4.bitmask");
const alu182 = applied("i64x2.bitmask");
const alu183 = applied("i32x4.dot_i16x8_s");
const alu184 = applied("i16x8.extmul_low_i8x16_s");
const alu185 = applied("i16x8.extmul_high_i8x16_s");
const alu186 = applied("i16x8.extmul_low_i8x16_u");
const alu187 = applied("i16x8.extmul_high_i8x16_u");
const alu188 = applied("i32x4.extmul_low_i16x8_s");
const alu189 = applied("i32x4.extmul_high_i16x8_s");
const alu190 = applied("i32x4.extmul_low_i16x8_u");
const alu191 = applied("i32x4.extmul_high_i16x8_u");
const alu192 = applied("i64x2.extmul_low_i32x4_s");
const alu193 = applied("i64x2.extmul_high_i32x4_s");
const alu194 = applied("i64x2.extmul_low_i32x4_u");
const alu195 = applied("i64x2.extmul_high_i32x4_u");
const alu196 = applied("i16x8.extadd_pairwise_i8x16_s");
const alu197 = applied("i16x8.extadd_pairwise_i8x16_u");
const alu198 = applied("i32x4.extadd_pairwise_i16x8_s");
const alu199 = applied("i32x4.extadd_pairwise_i16x8_u");
const area200 = areaOperation("table.grow");
const area201 = areaOperation("table.fill");
const area202 = areaOperation("table.copy");
const area203 = areaOperation("table.init");
const area204 = areaOperation("elem.drop");
const area205 = areaOperation("memory.grow");
const area206 = areaOperation("memory.fill");
const area207 = areaOperation("memory.copy");
const area208 = areaOperation("memory.init");
const area209 = areaOperation("data.drop");
const NO_BYTES = new Uint8Array(0);
const NO_VIEW = new DataView(new ArrayBuffer(0));

/** Takes at most `steps` steps, and fewer where an instruction is the other switch's or the machine stops. Gives how many are left. */
export function runRare(m: Machine, steps: number): number {
  const C = m.cells;
  const V = m.values;
  const I = V.i32;
  const K = m.constants;
  const FN = m.funcs;
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
      case 144: { // v128.const
        const v0 = constantWord(m.constants, C[pc + 2]! + 0);
        const v1 = constantWord(m.constants, C[pc + 2]! + 1);
        const v2 = constantWord(m.constants, C[pc + 2]! + 2);
        const v3 = constantWord(m.constants, C[pc + 2]! + 3);
        I[t] = v0;
        I[t + 1] = v1;
        I[t + 2] = v2;
        I[t + 3] = v3;
        pc += 4;
        continue;
      }
      case 145: { // v128.not
        const v0 = (I[t]! ^ -1);
        const v1 = (I[t + 1]! ^ -1);
        const v2 = (I[t + 2]! ^ -1);
        const v3 = (I[t + 3]! ^ -1);
        I[t] = v0;
        I[t + 1] = v1;
        I[t + 2] = v2;
        I[t + 3] = v3;
        pc += 4;
        continue;
      }
      case 146: { // v128.and
        const v0 = (I[t]! & I[t + 4]!);
        const v1 = (I[t + 1]! & I[t + 5]!);
        const v2 = (I[t + 2]! & I[t + 6]!);
        const v3 = (I[t + 3]! & I[t + 7]!);
        I[t] = v0;
        I[t + 1] = v1;
        I[t + 2] = v2;
        I[t + 3] = v3;
        pc += 4;
        continue;
      }
      case 147: { // v128.andnot
        const v0 = (I[t]! & (I[t + 4]! ^ -1));
        const v1 = (I[t + 1]! & (I[t + 5]! ^ -1));
        const v2 = (I[t + 2]! & (I[t + 6]! ^ -1));
        const v3 = (I[t + 3]! & (I[t + 7]! ^ -1));
        I[t] = v0;
        I[t + 1] = v1;
        I[t + 2] = v2;
        I[t + 3] = v3;
        pc += 4;
        continue;
      }
      case 148: { // v128.or
        const v0 = (I[t]! | I[t + 4]!);
        const v1 = (I[t + 1]! | I[t + 5]!);
        const v2 = (I[t + 2]! | I[t + 6]!);
        const v3 = (I[t + 3]! | I[t + 7]!);
        I[t] = v0;
        I[t + 1] = v1;
        I[t + 2] = v2;
        I[t + 3] = v3;
        pc += 4;
        continue;
      }
      case 149: { // v128.xor
        const v0 = (I[t]! ^ I[t + 4]!);
        const v1 = (I[t + 1]! ^ I[t + 5]!);
        const v2 = (I[t + 2]! ^ I[t + 6]!);
        const v3 = (I[t + 3]! ^ I[t + 7]!);
        I[t] = v0;
        I[t + 1] = v1;
        I[t + 2] = v2;
        I[t + 3] = v3;
        pc += 4;
        continue;
      }
      case 150: { // v128.bitselect
        const v0 = I[t + 8]!;
        const v1 = ((I[t]! & v0) | (I[t + 4]! & (v0 ^ -1)));
        const v2 = I[t + 9]!;
        const v3 = ((I[t + 1]! & v2) | (I[t + 5]! & (v2 ^ -1)));
        const v4 = I[t + 10]!;
        const v5 = ((I[t + 2]! & v4) | (I[t + 6]! & (v4 ^ -1)));
        const v6 = I[t + 11]!;
        const v7 = ((I[t + 3]! & v6) | (I[t + 7]! & (v6 ^ -1)));
        I[t] = v1;
        I[t + 1] = v3;
        I[t + 2] = v5;
        I[t + 3] = v7;
        pc += 4;
        continue;
      }
      case 151: { // v128.any_true
        I[t] = (((I[t]! | I[t + 1]!) | (I[t + 2]! | I[t + 3]!)) !== 0 ? 1 : 0);
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 152: { // i8x16.swizzle
        alu0(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 153: { // i8x16.shuffle
        alu1(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 154: { // i8x16.splat
        const v0 = Math.imul((I[t]! & 255), 16843009);
        I[t] = v0;
        I[t + 1] = v0;
        I[t + 2] = v0;
        I[t + 3] = v0;
        pc += 4;
        continue;
      }
      case 155: { // i16x8.splat
        const v0 = Math.imul((I[t]! & 65535), 65537);
        I[t] = v0;
        I[t + 1] = v0;
        I[t + 2] = v0;
        I[t + 3] = v0;
        pc += 4;
        continue;
      }
      case 156: { // i32x4.splat
        const v0 = I[t]!;
        I[t + 1] = v0;
        I[t + 2] = v0;
        I[t + 3] = v0;
        pc += 4;
        continue;
      }
      case 157: { // i64x2.splat
        const v0 = I[t]!;
        const v1 = I[t + 1]!;
        I[t + 2] = v0;
        I[t + 3] = v1;
        pc += 4;
        continue;
      }
      case 158: { // f32x4.splat
        const v0 = I[t]!;
        I[t + 1] = v0;
        I[t + 2] = v0;
        I[t + 3] = v0;
        pc += 4;
        continue;
      }
      case 159: { // f64x2.splat
        const v0 = I[t]!;
        const v1 = I[t + 1]!;
        I[t + 2] = v0;
        I[t + 3] = v1;
        pc += 4;
        continue;
      }
      case 160: { // i8x16.extract_lane_s
        alu2(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 161: { // i8x16.extract_lane_u
        alu3(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 162: { // i16x8.extract_lane_s
        alu4(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 163: { // i16x8.extract_lane_u
        alu5(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 164: { // i32x4.extract_lane
        alu6(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 165: { // i64x2.extract_lane
        alu7(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 166: { // f32x4.extract_lane
        alu8(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 167: { // f64x2.extract_lane
        alu9(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 168: { // i8x16.replace_lane
        alu10(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 169: { // i16x8.replace_lane
        alu11(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 170: { // i32x4.replace_lane
        alu12(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 171: { // i64x2.replace_lane
        alu13(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 172: { // f32x4.replace_lane
        alu14(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 173: { // f64x2.replace_lane
        alu15(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 174: { // i8x16.abs
        alu16(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 175: { // i8x16.neg
        alu17(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 176: { // i8x16.popcnt
        alu18(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 177: { // f32x4.ceil
        alu19(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 178: { // f32x4.floor
        alu20(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 179: { // f32x4.trunc
        alu21(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 180: { // f32x4.nearest
        alu22(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 181: { // f64x2.ceil
        alu23(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 182: { // f64x2.floor
        alu24(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 183: { // f64x2.trunc
        alu25(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 184: { // i16x8.abs
        alu26(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 185: { // i16x8.neg
        alu27(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 186: { // f64x2.nearest
        alu28(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 187: { // i32x4.abs
        alu29(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 188: { // i32x4.neg
        alu30(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 189: { // i64x2.abs
        alu31(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 190: { // i64x2.neg
        alu32(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 191: { // f32x4.abs
        alu33(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 192: { // f32x4.neg
        alu34(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 193: { // f32x4.sqrt
        alu35(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 194: { // f64x2.abs
        alu36(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 195: { // f64x2.neg
        alu37(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 196: { // f64x2.sqrt
        alu38(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 197: { // i8x16.add
        alu39(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 198: { // i8x16.add_sat_s
        alu40(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 199: { // i8x16.add_sat_u
        alu41(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 200: { // i8x16.sub
        alu42(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 201: { // i8x16.sub_sat_s
        alu43(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 202: { // i8x16.sub_sat_u
        alu44(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 203: { // i8x16.min_s
        alu45(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 204: { // i8x16.min_u
        alu46(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 205: { // i8x16.max_s
        alu47(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 206: { // i8x16.max_u
        alu48(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 207: { // i8x16.avgr_u
        alu49(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 208: { // i16x8.q15mulr_sat_s
        alu50(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 209: { // i16x8.add
        alu51(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 210: { // i16x8.add_sat_s
        alu52(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 211: { // i16x8.add_sat_u
        alu53(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 212: { // i16x8.sub
        alu54(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 213: { // i16x8.sub_sat_s
        alu55(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 214: { // i16x8.sub_sat_u
        alu56(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 215: { // i16x8.mul
        alu57(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 216: { // i16x8.min_s
        alu58(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 217: { // i16x8.min_u
        alu59(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 218: { // i16x8.max_s
        alu60(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 219: { // i16x8.max_u
        alu61(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 220: { // i16x8.avgr_u
        alu62(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 221: { // i32x4.add
        alu63(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 222: { // i32x4.sub
        alu64(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 223: { // i32x4.mul
        alu65(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 224: { // i32x4.min_s
        alu66(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 225: { // i32x4.min_u
        alu67(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 226: { // i32x4.max_s
        alu68(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 227: { // i32x4.max_u
        alu69(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 228: { // i64x2.add
        alu70(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 229: { // i64x2.sub
        alu71(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 230: { // i64x2.mul
        alu72(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 231: { // f32x4.add
        alu73(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 232: { // f32x4.sub
        alu74(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 233: { // f32x4.mul
        alu75(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 234: { // f32x4.div
        alu76(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 235: { // f32x4.min
        alu77(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 236: { // f32x4.max
        alu78(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 237: { // f32x4.pmin
        alu79(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 238: { // f32x4.pmax
        alu80(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 239: { // f64x2.add
        alu81(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 240: { // f64x2.sub
        alu82(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 241: { // f64x2.mul
        alu83(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 242: { // f64x2.div
        alu84(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 243: { // f64x2.min
        alu85(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 244: { // f64x2.max
        alu86(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 245: { // f64x2.pmin
        alu87(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 246: { // f64x2.pmax
        alu88(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 247: { // i8x16.eq
        alu89(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 248: { // i8x16.ne
        alu90(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 249: { // i8x16.lt_s
        alu91(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 250: { // i8x16.lt_u
        alu92(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 251: { // i8x16.gt_s
        alu93(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 252: { // i8x16.gt_u
        alu94(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 253: { // i8x16.le_s
        alu95(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 254: { // i8x16.le_u
        alu96(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 255: { // i8x16.ge_s
        alu97(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 256: { // i8x16.ge_u
        alu98(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 257: { // i16x8.eq
        alu99(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 258: { // i16x8.ne
        alu100(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 259: { // i16x8.lt_s
        alu101(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 260: { // i16x8.lt_u
        alu102(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 261: { // i16x8.gt_s
        alu103(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 262: { // i16x8.gt_u
        alu104(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 263: { // i16x8.le_s
        alu105(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 264: { // i16x8.le_u
        alu106(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 265: { // i16x8.ge_s
        alu107(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 266: { // i16x8.ge_u
        alu108(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 267: { // i32x4.eq
        alu109(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 268: { // i32x4.ne
        alu110(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 269: { // i32x4.lt_s
        alu111(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 270: { // i32x4.lt_u
        alu112(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 271: { // i32x4.gt_s
        alu113(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 272: { // i32x4.gt_u
        alu114(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 273: { // i32x4.le_s
        alu115(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 274: { // i32x4.le_u
        alu116(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 275: { // i32x4.ge_s
        alu117(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 276: { // i32x4.ge_u
        alu118(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 277: { // f32x4.eq
        alu119(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 278: { // f32x4.ne
        alu120(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 279: { // f32x4.lt
        alu121(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 280: { // f32x4.gt
        alu122(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 281: { // f32x4.le
        alu123(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 282: { // f32x4.ge
        alu124(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 283: { // f64x2.eq
        alu125(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 284: { // f64x2.ne
        alu126(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 285: { // f64x2.lt
        alu127(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 286: { // f64x2.gt
        alu128(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 287: { // f64x2.le
        alu129(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 288: { // f64x2.ge
        alu130(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 289: { // i64x2.eq
        alu131(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 290: { // i64x2.ne
        alu132(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 291: { // i64x2.lt_s
        alu133(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 292: { // i64x2.gt_s
        alu134(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 293: { // i64x2.le_s
        alu135(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 294: { // i64x2.ge_s
        alu136(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 295: { // i8x16.shl
        alu137(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 296: { // i8x16.shr_s
        alu138(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 297: { // i8x16.shr_u
        alu139(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 298: { // i16x8.shl
        alu140(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 299: { // i16x8.shr_s
        alu141(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 300: { // i16x8.shr_u
        alu142(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 301: { // i32x4.shl
        alu143(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 302: { // i32x4.shr_s
        alu144(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 303: { // i32x4.shr_u
        alu145(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 304: { // i64x2.shl
        alu146(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 305: { // i64x2.shr_s
        alu147(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 306: { // i64x2.shr_u
        alu148(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 307: { // i8x16.all_true
        alu149(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 308: { // i16x8.all_true
        alu150(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 309: { // i32x4.all_true
        alu151(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 310: { // i64x2.all_true
        alu152(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 311: { // f32x4.demote_f64x2_zero
        alu153(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 312: { // f64x2.promote_low_f32x4
        alu154(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 313: { // i16x8.extend_low_i8x16_s
        alu155(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 314: { // i16x8.extend_high_i8x16_s
        alu156(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 315: { // i16x8.extend_low_i8x16_u
        alu157(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 316: { // i16x8.extend_high_i8x16_u
        alu158(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 317: { // i32x4.extend_low_i16x8_s
        alu159(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 318: { // i32x4.extend_high_i16x8_s
        alu160(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 319: { // i32x4.extend_low_i16x8_u
        alu161(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 320: { // i32x4.extend_high_i16x8_u
        alu162(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 321: { // i64x2.extend_low_i32x4_s
        alu163(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 322: { // i64x2.extend_high_i32x4_s
        alu164(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 323: { // i64x2.extend_low_i32x4_u
        alu165(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 324: { // i64x2.extend_high_i32x4_u
        alu166(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 325: { // i32x4.trunc_sat_f32x4_s
        alu167(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 326: { // i32x4.trunc_sat_f32x4_u
        alu168(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 327: { // f32x4.convert_i32x4_s
        alu169(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 328: { // f32x4.convert_i32x4_u
        alu170(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 329: { // i32x4.trunc_sat_f64x2_s_zero
        alu171(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 330: { // i32x4.trunc_sat_f64x2_u_zero
        alu172(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 331: { // f64x2.convert_low_i32x4_s
        alu173(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 332: { // f64x2.convert_low_i32x4_u
        alu174(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 333: { // i8x16.narrow_i16x8_s
        alu175(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 334: { // i8x16.narrow_i16x8_u
        alu176(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 335: { // i16x8.narrow_i32x4_s
        alu177(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 336: { // i16x8.narrow_i32x4_u
        alu178(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 337: { // i8x16.bitmask
        alu179(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 338: { // i16x8.bitmask
        alu180(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 339: { // i32x4.bitmask
        alu181(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 340: { // i64x2.bitmask
        alu182(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 341: { // i32x4.dot_i16x8_s
        alu183(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 342: { // i16x8.extmul_low_i8x16_s
        alu184(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 343: { // i16x8.extmul_high_i8x16_s
        alu185(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 344: { // i16x8.extmul_low_i8x16_u
        alu186(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 345: { // i16x8.extmul_high_i8x16_u
        alu187(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 346: { // i32x4.extmul_low_i16x8_s
        alu188(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 347: { // i32x4.extmul_high_i16x8_s
        alu189(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 348: { // i32x4.extmul_low_i16x8_u
        alu190(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 349: { // i32x4.extmul_high_i16x8_u
        alu191(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 350: { // i64x2.extmul_low_i32x4_s
        alu192(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 351: { // i64x2.extmul_high_i32x4_s
        alu193(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 352: { // i64x2.extmul_low_i32x4_u
        alu194(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 353: { // i64x2.extmul_high_i32x4_u
        alu195(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 354: { // i16x8.extadd_pairwise_i8x16_s
        alu196(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 355: { // i16x8.extadd_pairwise_i8x16_u
        alu197(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 356: { // i32x4.extadd_pairwise_i16x8_s
        alu198(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 357: { // i32x4.extadd_pairwise_i16x8_u
        alu199(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 376: { // table.get
        const v0 = I[t]!;
        if (v0 >>> 0 >= m.tables[C[pc + 2]!]!.size >>> 0) { m.trap = 6; m.status = 2; break run; }
        I[t] = m.tables[C[pc + 2]!]!.elements[v0]!;
        I[t + 1] = 0;
        pc += 4;
        continue;
      }
      case 377: { // table.set
        const v0 = I[t]!;
        if (v0 >>> 0 >= m.tables[C[pc + 2]!]!.size >>> 0) { m.trap = 6; m.status = 2; break run; }
        m.tables[C[pc + 2]!]!.elements[v0] = I[t + 2]!;
        pc += 4;
        continue;
      }
      case 379: { // table.grow
        if (m.pending === 0) {
          const cost = m.prices[4]! * (I[t + 2]! >>> 0);
          if (gas < cost) {
            m.status = 3;
            break run;
          }
          gas -= cost;
        }
        const trap = area200(m, t, C[pc + 2]!, C[pc + 3]!, memory);
        if (trap !== 0) { m.trap = trap; m.status = 2; break run; }
        if (m.pending === 0) pc += 4;
        continue;
      }
      case 380: { // table.fill
        if (m.pending === 0) {
          const cost = m.prices[5]! * (I[t + 4]! >>> 0);
          if (gas < cost) {
            m.status = 3;
            break run;
          }
          gas -= cost;
        }
        const trap = area201(m, t, C[pc + 2]!, C[pc + 3]!, memory);
        if (trap !== 0) { m.trap = trap; m.status = 2; break run; }
        if (m.pending === 0) pc += 4;
        continue;
      }
      case 381: { // table.copy
        if (m.pending === 0) {
          const cost = m.prices[6]! * (I[t + 4]! >>> 0);
          if (gas < cost) {
            m.status = 3;
            break run;
          }
          gas -= cost;
        }
        const trap = area202(m, t, C[pc + 2]!, C[pc + 3]!, memory);
        if (trap !== 0) { m.trap = trap; m.status = 2; break run; }
        if (m.pending === 0) pc += 4;
        continue;
      }
      case 382: { // table.init
        if (m.pending === 0) {
          const cost = m.prices[7]! * (I[t + 4]! >>> 0);
          if (gas < cost) {
            m.status = 3;
            break run;
          }
          gas -= cost;
        }
        const trap = area203(m, t, C[pc + 2]!, C[pc + 3]!, memory);
        if (trap !== 0) { m.trap = trap; m.status = 2; break run; }
        if (m.pending === 0) pc += 4;
        continue;
      }
      case 383: { // elem.drop
        const trap = area204(m, t, C[pc + 2]!, C[pc + 3]!, memory);
        if (trap !== 0) { m.trap = trap; m.status = 2; break run; }
        if (m.pending === 0) pc += 4;
        continue;
      }
      case 388: { // v128.load
        const v0 = I[t]!;
        if (v0 < 0 || v0 > end - 16 - C[pc + 2]!) { m.trap = 5; m.status = 2; break run; }
        const p = (v0 + C[pc + 2]!) | 0;
        const v1 = M.getInt32(p, true);
        const v2 = M.getInt32(p + 4, true);
        const v3 = M.getInt32(p + 8, true);
        const v4 = M.getInt32(p + 12, true);
        I[t] = v1;
        I[t + 1] = v2;
        I[t + 2] = v3;
        I[t + 3] = v4;
        pc += 4;
        continue;
      }
      case 403: { // v128.store
        const v0 = I[t]!;
        if (v0 < 0 || v0 > end - 16 - C[pc + 2]!) { m.trap = 5; m.status = 2; break run; }
        const p = (v0 + C[pc + 2]!) | 0;
        M.setInt32(p, I[t + 2]!, true);
        M.setInt32(p + 4, I[t + 3]!, true);
        M.setInt32(p + 8, I[t + 4]!, true);
        M.setInt32(p + 12, I[t + 5]!, true);
        pc += 4;
        continue;
      }
      case 409: { // v128.load8x8_s
        const v0 = I[t]!;
        if (v0 < 0 || v0 > end - 8 - C[pc + 2]!) { m.trap = 5; m.status = 2; break run; }
        const p = (v0 + C[pc + 2]!) | 0;
        const v1 = M.getInt32(p, true);
        const v2 = M.getInt32(p + 4, true);
        I[t] = v1;
        I[t + 1] = v2;
        I[t + 2] = 0;
        I[t + 3] = 0;
        alu155(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 410: { // v128.load8x8_u
        const v0 = I[t]!;
        if (v0 < 0 || v0 > end - 8 - C[pc + 2]!) { m.trap = 5; m.status = 2; break run; }
        const p = (v0 + C[pc + 2]!) | 0;
        const v1 = M.getInt32(p, true);
        const v2 = M.getInt32(p + 4, true);
        I[t] = v1;
        I[t + 1] = v2;
        I[t + 2] = 0;
        I[t + 3] = 0;
        alu157(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 411: { // v128.load16x4_s
        const v0 = I[t]!;
        if (v0 < 0 || v0 > end - 8 - C[pc + 2]!) { m.trap = 5; m.status = 2; break run; }
        const p = (v0 + C[pc + 2]!) | 0;
        const v1 = M.getInt32(p, true);
        const v2 = M.getInt32(p + 4, true);
        I[t] = v1;
        I[t + 1] = v2;
        I[t + 2] = 0;
        I[t + 3] = 0;
        alu159(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 412: { // v128.load16x4_u
        const v0 = I[t]!;
        if (v0 < 0 || v0 > end - 8 - C[pc + 2]!) { m.trap = 5; m.status = 2; break run; }
        const p = (v0 + C[pc + 2]!) | 0;
        const v1 = M.getInt32(p, true);
        const v2 = M.getInt32(p + 4, true);
        I[t] = v1;
        I[t + 1] = v2;
        I[t + 2] = 0;
        I[t + 3] = 0;
        alu161(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 413: { // v128.load32x2_s
        const v0 = I[t]!;
        if (v0 < 0 || v0 > end - 8 - C[pc + 2]!) { m.trap = 5; m.status = 2; break run; }
        const p = (v0 + C[pc + 2]!) | 0;
        const v1 = M.getInt32(p, true);
        const v2 = M.getInt32(p + 4, true);
        I[t] = v1;
        I[t + 1] = v2;
        I[t + 2] = 0;
        I[t + 3] = 0;
        alu163(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 414: { // v128.load32x2_u
        const v0 = I[t]!;
        if (v0 < 0 || v0 > end - 8 - C[pc + 2]!) { m.trap = 5; m.status = 2; break run; }
        const p = (v0 + C[pc + 2]!) | 0;
        const v1 = M.getInt32(p, true);
        const v2 = M.getInt32(p + 4, true);
        I[t] = v1;
        I[t + 1] = v2;
        I[t + 2] = 0;
        I[t + 3] = 0;
        alu165(V, t, C[pc + 2]!, K);
        pc += 4;
        continue;
      }
      case 415: { // v128.load8_splat
        const v0 = I[t]!;
        if (v0 < 0 || v0 > end - 1 - C[pc + 2]!) { m.trap = 5; m.status = 2; break run; }
        const p = (v0 + C[pc + 2]!) | 0;
        const v1 = Math.imul(U8[p]!, 16843009);
        I[t] = v1;
        I[t + 1] = v1;
        I[t + 2] = v1;
        I[t + 3] = v1;
        pc += 4;
        continue;
      }
      case 416: { // v128.load16_splat
        const v0 = I[t]!;
        if (v0 < 0 || v0 > end - 2 - C[pc + 2]!) { m.trap = 5; m.status = 2; break run; }
        const p = (v0 + C[pc + 2]!) | 0;
        const v1 = Math.imul(M.getUint16(p, true), 65537);
        I[t] = v1;
        I[t + 1] = v1;
        I[t + 2] = v1;
        I[t + 3] = v1;
        pc += 4;
        continue;
      }
      case 417: { // v128.load32_splat
        const v0 = I[t]!;
        if (v0 < 0 || v0 > end - 4 - C[pc + 2]!) { m.trap = 5; m.status = 2; break run; }
        const p = (v0 + C[pc + 2]!) | 0;
        const v1 = Math.imul(M.getInt32(p, true), 1);
        I[t] = v1;
        I[t + 1] = v1;
        I[t + 2] = v1;
        I[t + 3] = v1;
        pc += 4;
        continue;
      }
      case 418: { // v128.load64_splat
        const v0 = I[t]!;
        if (v0 < 0 || v0 > end - 8 - C[pc + 2]!) { m.trap = 5; m.status = 2; break run; }
        const p = (v0 + C[pc + 2]!) | 0;
        const v1 = M.getInt32(p, true);
        const v2 = M.getInt32(p + 4, true);
        I[t] = v1;
        I[t + 1] = v2;
        I[t + 2] = v1;
        I[t + 3] = v2;
        pc += 4;
        continue;
      }
      case 419: { // v128.load32_zero
        const v0 = I[t]!;
        if (v0 < 0 || v0 > end - 4 - C[pc + 2]!) { m.trap = 5; m.status = 2; break run; }
        const p = (v0 + C[pc + 2]!) | 0;
        I[t] = M.getInt32(p, true);
        I[t + 1] = 0;
        I[t + 2] = 0;
        I[t + 3] = 0;
        pc += 4;
        continue;
      }
      case 420: { // v128.load64_zero
        const v0 = I[t]!;
        if (v0 < 0 || v0 > end - 8 - C[pc + 2]!) { m.trap = 5; m.status = 2; break run; }
        const p = (v0 + C[pc + 2]!) | 0;
        const v1 = M.getInt32(p, true);
        const v2 = M.getInt32(p + 4, true);
        I[t] = v1;
        I[t + 1] = v2;
        I[t + 2] = 0;
        I[t + 3] = 0;
        pc += 4;
        continue;
      }
      case 421: { // v128.load8_lane
        const v0 = I[t]!;
        if (v0 < 0 || v0 > end - 1 - C[pc + 2]!) { m.trap = 5; m.status = 2; break run; }
        const p = (v0 + C[pc + 2]!) | 0;
        const v1 = I[t + 2]!;
        const v2 = Math.imul(C[pc + 3]!, 1);
        const v3 = ((v2 & 3) << 3);
        const v4 = ((255 << v3) ^ -1);
        const v5 = (U8[p]! << v3);
        const v6 = ((v2 >>> 2) | 0);
        const v7 = (v6 === 0 ? ((v1 & v4) | v5) : v1);
        const v8 = I[t + 3]!;
        const v9 = (v6 === 1 ? ((v8 & v4) | v5) : v8);
        const v10 = I[t + 4]!;
        const v11 = (v6 === 2 ? ((v10 & v4) | v5) : v10);
        const v12 = I[t + 5]!;
        const v13 = (v6 === 3 ? ((v12 & v4) | v5) : v12);
        I[t] = v7;
        I[t + 1] = v9;
        I[t + 2] = v11;
        I[t + 3] = v13;
        pc += 4;
        continue;
      }
      case 422: { // v128.load16_lane
        const v0 = I[t]!;
        if (v0 < 0 || v0 > end - 2 - C[pc + 2]!) { m.trap = 5; m.status = 2; break run; }
        const p = (v0 + C[pc + 2]!) | 0;
        const v1 = I[t + 2]!;
        const v2 = Math.imul(C[pc + 3]!, 2);
        const v3 = ((v2 & 3) << 3);
        const v4 = ((65535 << v3) ^ -1);
        const v5 = (M.getUint16(p, true) << v3);
        const v6 = ((v2 >>> 2) | 0);
        const v7 = (v6 === 0 ? ((v1 & v4) | v5) : v1);
        const v8 = I[t + 3]!;
        const v9 = (v6 === 1 ? ((v8 & v4) | v5) : v8);
        const v10 = I[t + 4]!;
        const v11 = (v6 === 2 ? ((v10 & v4) | v5) : v10);
        const v12 = I[t + 5]!;
        const v13 = (v6 === 3 ? ((v12 & v4) | v5) : v12);
        I[t] = v7;
        I[t + 1] = v9;
        I[t + 2] = v11;
        I[t + 3] = v13;
        pc += 4;
        continue;
      }
      case 423: { // v128.load32_lane
        const v0 = I[t]!;
        if (v0 < 0 || v0 > end - 4 - C[pc + 2]!) { m.trap = 5; m.status = 2; break run; }
        const p = (v0 + C[pc + 2]!) | 0;
        const v1 = I[t + 2]!;
        const v2 = Math.imul(C[pc + 3]!, 4);
        const v3 = ((v2 & 3) << 3);
        const v4 = ((-1 << v3) ^ -1);
        const v5 = (M.getInt32(p, true) << v3);
        const v6 = ((v2 >>> 2) | 0);
        const v7 = (v6 === 0 ? ((v1 & v4) | v5) : v1);
        const v8 = I[t + 3]!;
        const v9 = (v6 === 1 ? ((v8 & v4) | v5) : v8);
        const v10 = I[t + 4]!;
        const v11 = (v6 === 2 ? ((v10 & v4) | v5) : v10);
        const v12 = I[t + 5]!;
        const v13 = (v6 === 3 ? ((v12 & v4) | v5) : v12);
        I[t] = v7;
        I[t + 1] = v9;
        I[t + 2] = v11;
        I[t + 3] = v13;
        pc += 4;
        continue;
      }
      case 424: { // v128.load64_lane
        const v0 = I[t]!;
        if (v0 < 0 || v0 > end - 8 - C[pc + 2]!) { m.trap = 5; m.status = 2; break run; }
        const p = (v0 + C[pc + 2]!) | 0;
        const v1 = M.getInt32(p, true);
        const v2 = (C[pc + 3]! === 0 ? v1 : I[t + 2]!);
        const v3 = M.getInt32(p + 4, true);
        const v4 = (C[pc + 3]! === 0 ? v3 : I[t + 3]!);
        const v5 = (C[pc + 3]! === 0 ? I[t + 4]! : v1);
        const v6 = (C[pc + 3]! === 0 ? I[t + 5]! : v3);
        I[t] = v2;
        I[t + 1] = v4;
        I[t + 2] = v5;
        I[t + 3] = v6;
        pc += 4;
        continue;
      }
      case 425: { // v128.store8_lane
        const v0 = I[t]!;
        if (v0 < 0 || v0 > end - 1 - C[pc + 2]!) { m.trap = 5; m.status = 2; break run; }
        const p = (v0 + C[pc + 2]!) | 0;
        const v1 = Math.imul(C[pc + 3]!, 1);
        const v2 = ((v1 >>> 2) | 0);
        U8[p] = (((v2 === 0 ? I[t + 2]! : (v2 === 1 ? I[t + 3]! : (v2 === 2 ? I[t + 4]! : I[t + 5]!))) >>> ((v1 & 3) << 3)) | 0);
        pc += 4;
        continue;
      }
      case 426: { // v128.store16_lane
        const v0 = I[t]!;
        if (v0 < 0 || v0 > end - 2 - C[pc + 2]!) { m.trap = 5; m.status = 2; break run; }
        const p = (v0 + C[pc + 2]!) | 0;
        const v1 = Math.imul(C[pc + 3]!, 2);
        const v2 = ((v1 >>> 2) | 0);
        M.setInt16(p, (((v2 === 0 ? I[t + 2]! : (v2 === 1 ? I[t + 3]! : (v2 === 2 ? I[t + 4]! : I[t + 5]!))) >>> ((v1 & 3) << 3)) | 0), true);
        pc += 4;
        continue;
      }
      case 427: { // v128.store32_lane
        const v0 = I[t]!;
        if (v0 < 0 || v0 > end - 4 - C[pc + 2]!) { m.trap = 5; m.status = 2; break run; }
        const p = (v0 + C[pc + 2]!) | 0;
        const v1 = Math.imul(C[pc + 3]!, 4);
        const v2 = ((v1 >>> 2) | 0);
        M.setInt32(p, (((v2 === 0 ? I[t + 2]! : (v2 === 1 ? I[t + 3]! : (v2 === 2 ? I[t + 4]! : I[t + 5]!))) >>> ((v1 & 3) << 3)) | 0), true);
        pc += 4;
        continue;
      }
      case 428: { // v128.store64_lane
        const v0 = I[t]!;
        if (v0 < 0 || v0 > end - 8 - C[pc + 2]!) { m.trap = 5; m.status = 2; break run; }
        const p = (v0 + C[pc + 2]!) | 0;
        M.setInt32(p, (C[pc + 3]! === 0 ? I[t + 2]! : I[t + 4]!), true);
        M.setInt32(p + 4, (C[pc + 3]! === 0 ? I[t + 3]! : I[t + 5]!), true);
        pc += 4;
        continue;
      }
      case 430: { // memory.grow
        if (m.pending === 0) {
          const cost = m.prices[0]! * (I[t]! >>> 0);
          if (gas < cost) {
            m.status = 3;
            break run;
          }
          gas -= cost;
        }
        const trap = area205(m, t, C[pc + 2]!, C[pc + 3]!, memory);
        if (trap !== 0) { m.trap = trap; m.status = 2; break run; }
        U8 = memory!.bytes;
        M = memory!.view;
        end = memory!.pages * 65536;
        if (m.pending === 0) pc += 4;
        continue;
      }
      case 431: { // memory.fill
        if (m.pending === 0) {
          const cost = m.prices[1]! * (I[t + 4]! >>> 0);
          if (gas < cost) {
            m.status = 3;
            break run;
          }
          gas -= cost;
        }
        const trap = area206(m, t, C[pc + 2]!, C[pc + 3]!, memory);
        if (trap !== 0) { m.trap = trap; m.status = 2; break run; }
        if (m.pending === 0) pc += 4;
        continue;
      }
      case 432: { // memory.copy
        if (m.pending === 0) {
          const cost = m.prices[2]! * (I[t + 4]! >>> 0);
          if (gas < cost) {
            m.status = 3;
            break run;
          }
          gas -= cost;
        }
        const trap = area207(m, t, C[pc + 2]!, C[pc + 3]!, memory);
        if (trap !== 0) { m.trap = trap; m.status = 2; break run; }
        if (m.pending === 0) pc += 4;
        continue;
      }
      case 433: { // memory.init
        if (m.pending === 0) {
          const cost = m.prices[3]! * (I[t + 4]! >>> 0);
          if (gas < cost) {
            m.status = 3;
            break run;
          }
          gas -= cost;
        }
        const trap = area208(m, t, C[pc + 2]!, C[pc + 3]!, memory);
        if (trap !== 0) { m.trap = trap; m.status = 2; break run; }
        if (m.pending === 0) pc += 4;
        continue;
      }
      case 434: { // data.drop
        const trap = area209(m, t, C[pc + 2]!, C[pc + 3]!, memory);
        if (trap !== 0) { m.trap = trap; m.status = 2; break run; }
        if (m.pending === 0) pc += 4;
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
