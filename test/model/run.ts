import { grid, measure } from './grid';

/**
 * Simulates the grid and prints the results as a JSON array of `SimulatedPoint`, one a line; what each took goes to
 * the error stream. Its output is kept as `simulated.json`. Words on the command line choose points whose name
 * begins with one of them.
 */
function main(): void {
  const wanted = process.argv.slice(2);
  const points = grid.filter(({ id }) => wanted.length === 0 || wanted.some((word) => id.startsWith(word)));
  const lines: string[] = [];
  const begin = performance.now();
  for (const point of points) {
    for (const service of point.services) {
      const before = performance.now();
      const measured = measure(point, service);
      lines.push(JSON.stringify(measured));
      const [mean, se] = measured.output.live;
      const seconds = ((performance.now() - before) / 1000).toFixed(2);
      const error = ((100 * se) / mean).toFixed(3);
      process.stderr.write(
        `${point.id} ${service}: ${measured.input.arrivals} arrivals, live ${mean} +- ${error} %, ${seconds} s\n`,
      );
    }
  }
  process.stderr.write(`${lines.length} results in ${((performance.now() - begin) / 1000).toFixed(0)} s\n`);
  process.stdout.write(`[\n${lines.join(',\n')}\n]\n`);
}

main();
