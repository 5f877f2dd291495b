import { median } from './measure.js';

/**
 * One figure: what was measured, against what, and the most it may be. Limits leave room for noise:
 * they are at least a tenth above the highest of several runs on a busy machine. CPU time varies much less
 * there than wall time, which only the cold start keeps, because a user waits for it.
 */
/** @typedef {{ name: string, figure: string, value: number, most: number, detail: string }} Row */
/** @typedef {import('./measure.js').Usage} Usage */
/** @typedef {import('../stand-in/types.js').Call} Call */

/**
 * Returns the median of the ratios of two commands, one for each pair of runs.
 * @param {string} name
 * @param {keyof Usage} figure
 * @param {number} most
 * @param {readonly Usage[]} a
 * @param {readonly Usage[]} b
 * @returns {Row}
 */
export function ratio(name, figure, most, a, b) {
  const ratios = a.map((usage, index) => usage[figure] / (b[index]?.[figure] ?? Number.NaN));
  const [left, right] = [a, b].map((usages) =>
    show(figure, median(usages.map((one) => one[figure]))),
  );
  return {
    name,
    figure: FIGURES[figure],
    value: median(ratios),
    most,
    detail: `${left} : ${right}`,
  };
}

const FIGURES = { wallMs: 'wall', cpuMs: 'CPU', peakKiB: 'peak memory' };

/**
 * @param {keyof Usage} figure
 * @param {number} value
 */
function show(figure, value) {
  return figure === 'peakKiB' ? `${(value / 1024).toFixed(0)} MiB` : `${value.toFixed(0)} ms`;
}

/**
 * Returns the CPU time that runs took beyond others.
 * @param {readonly Usage[]} usages
 * @param {readonly Usage[]} base
 * @returns {Usage[]}
 */
export function beyond(usages, base) {
  return usages.map((usage, index) => ({
    ...usage,
    cpuMs: usage.cpuMs - (base[index]?.cpuMs ?? Number.NaN),
  }));
}

/**
 * Returns how many calls a server got, and lists them.
 * @param {string} name
 * @param {string} figure
 * @param {number} most
 * @param {readonly Call[]} calls
 * @returns {Row}
 */
export function count(name, figure, most, calls) {
  const detail = calls.map(({ type, path }) => `\`${type ?? path}\``).join(', ');
  return { name, figure, value: calls.length, most, detail };
}
