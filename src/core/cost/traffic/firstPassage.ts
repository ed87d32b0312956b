/**
 * First passages of the M/M/∞ queue upwards: how likely each level n is reached within a window, and how densely at its end.
 * The letters are those of pool.ts.
 *
 * In the Laplace domain both are rational functions that follow from the textbook recursion for
 * first-passage times upwards (Karlin and McGregor), φ_n = ρ / (ρ + σ + n(1 − φ_{n−1})), for *all* n in one pass:
 *
 *     A_n = (A_{n−1} + p_{n−1})·φ_{n−1};   density of the first passage to n = L⁻¹[A_n],   P(N ≥ n) = P(X ≥ n) + L⁻¹[A_n/s]
 *
 * and the inverse is taken on the modified Talbot contour of Trefethen, Weideman and Schmelzer (2006) with 12
 * conjugate pairs. It is a rational approximation of e^z on the negative axis, error about 1e-14 *uniformly*; the
 * chain is reversible, so its spectrum lies there, and the error holds whatever λ, S and W. Work: 12 complex steps a level,
 * against n³ for the eigenvalues and ΛW matrix products for uniformization (Jensen), which the tests use as referee.
 */

/** Points z and weights w with (1/2πi)∫ e^z f(z) dz ≈ Σ 2·Re(w·f(z)), and q = w/z for an f that is divided by z. */
const CONTOUR = contour(24);

function contour(
  size: number,
): Readonly<Record<'zRe' | 'zIm' | 'wRe' | 'wIm' | 'qRe' | 'qIm', Float64Array>> {
  const points = size / 2;
  const of = (): Float64Array => new Float64Array(points);
  const [zRe, zIm, wRe, wIm, qRe, qIm] = [of(), of(), of(), of(), of(), of()];
  for (let k = 0; k < points; k++) {
    const theta = ((2 * k + 1) * Math.PI) / size;
    const cot = 1 / Math.tan(0.6407 * theta);
    const re = size * (0.5017 * theta * cot - 0.6122);
    const im = size * 0.2645 * theta;
    // z′(θ)/(i·size), then times e^z
    const slope = 0.5017 * cot - 0.5017 * 0.6407 * theta * (1 + cot * cot);
    const [a, b] = [0.2645 * Math.exp(re), -slope * Math.exp(re)];
    const [weightRe, weightIm] = [a * Math.cos(im) - b * Math.sin(im), a * Math.sin(im) + b * Math.cos(im)];
    const norm = re * re + im * im;
    [zRe[k], zIm[k], wRe[k], wIm[k]] = [re, im, weightRe, weightIm];
    qRe[k] = (weightRe * re + weightIm * im) / norm;
    qIm[k] = (weightIm * re - weightRe * im) / norm;
  }
  return { zRe, zIm, wRe, wIm, qRe, qIm };
}

/**
 * Where each point of the contour is on its way up: s, ψ = 1 − φ (carried by itself, as φ is close to 1 for n < ρ) and A.
 * Made once, since most tables are so short that these would take longer to make than to fill.
 */
const CLIMB = {
  sRe: new Float64Array(CONTOUR.zRe.length),
  sIm: new Float64Array(CONTOUR.zRe.length),
  psiRe: new Float64Array(CONTOUR.zRe.length),
  psiIm: new Float64Array(CONTOUR.zRe.length),
  aRe: new Float64Array(CONTOUR.zRe.length),
  aIm: new Float64Array(CONTOUR.zRe.length),
};

/**
 * L⁻¹[A_n/s] (`passed`) and window × L⁻¹[A_n] (`density`), for all n. All points of the contour go up a level together:
 * along n each step waits for the one before, across the points none does.
 */
export function invert(
  ratio: number,
  rho: number,
  pmf: Float64Array,
  passed: Float64Array,
  density: Float64Array,
): void {
  const { zRe, zIm, wRe, wIm, qRe, qIm } = CONTOUR;
  const { sRe, sIm, psiRe, psiIm, aRe, aIm } = CLIMB;
  const points = zRe.length;
  for (let k = 0; k < points; k++) {
    sRe[k] = zRe[k]! / ratio;
    sIm[k] = zIm[k]! / ratio;
    psiRe[k] = psiIm[k] = aRe[k] = aIm[k] = 0;
  }
  for (let i = 0; i < pmf.length; i++) {
    const p = pmf[i]!;
    let sumPassed = 0;
    let sumDensity = 0;
    for (let k = 0; k < points; k++) {
      const upRe = sRe[k]! + i * psiRe[k]!;
      const upIm = sIm[k]! + i * psiIm[k]!;
      const denRe = rho + upRe;
      const den = denRe * denRe + upIm * upIm;
      const phiRe = (rho * denRe) / den;
      const phiIm = (-rho * upIm) / den;
      psiRe[k] = (upRe * denRe + upIm * upIm) / den;
      psiIm[k] = -phiIm;
      const fromRe = aRe[k]! + p;
      const fromIm = aIm[k]!;
      const re = fromRe * phiRe - fromIm * phiIm;
      const im = fromRe * phiIm + fromIm * phiRe;
      sumPassed += 2 * (qRe[k]! * re - qIm[k]! * im);
      sumDensity += 2 * (wRe[k]! * re - wIm[k]! * im);
      aRe[k] = re;
      aIm[k] = im;
    }
    passed[i] = sumPassed;
    density[i] = sumDensity;
  }
}
