/** The panel's charts in a real browser: pointer, keyboard, legend, and pictures to save. */
import { strict as assert } from 'node:assert';
import type { Browser, Locator } from 'playwright-core';
import type { FromPanel } from '../../../src/protocol';
import { panelFixture } from './fixture';
import { openPanel, panelHooks, type PanelOptions, type PanelPage } from './page';
import { themes, type ThemeName } from './themes';

let browser: Browser;
let panel: PanelPage;

async function shown(options: PanelOptions = {}): Promise<{ chart: Locator; plot: Locator }> {
  panel = await openPanel(browser, options);
  await panel.show(panelFixture());
  await panel.sent();
  const chart = panel.page.locator('.chart').first();
  return { chart, plot: chart.locator('.plot') };
}

/** By WCAG 2. */
function contrast(a: readonly number[], b: readonly number[]): number {
  const luminance = (color: readonly number[]): number => {
    const [red, green, blue] = color.map((each) => {
      const part = each / 255;
      return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
  };
  const [dark, light] = [luminance(a), luminance(b)].sort((one, other) => one - other);
  return (light! + 0.05) / (dark! + 0.05);
}

const values = (chart: Locator): Promise<string[]> => chart.locator('.key-value').allInnerTexts();
const place = (chart: Locator): Promise<string> => chart.locator('.place').innerText();

describe('the panel’s charts', () => {
  panelHooks(
    (launched) => (browser = launched),
    () => panel,
  );

  describe('a chart', () => {
    it('has the break-evens, the present point and the lines by name', async () => {
      const { chart } = await shown();
      const texts = await chart.locator('.picture text').allTextContents();
      for (const text of [
        '24.5%',
        '39.6%',
        'now: 11.6% active, $1,216',
        'Lambda, on demand',
        'USD per month',
      ])
        assert.ok(texts.includes(text), `${text} in ${texts.join(' | ')}`);
    });

    it('tells its lines apart by dash and by shape, not by color alone', async () => {
      const { chart } = await shown();
      const looks = await chart.locator('.swatch').evaluateAll((all) =>
        all.map((each) => {
          const [line, shape] = each.querySelectorAll('path');
          const turned = `${shape!.getAttribute('d')} ${shape!.getAttribute('transform')}`;
          return [line!.getAttribute('stroke-dasharray'), turned];
        }),
      );
      assert.equal(new Set(looks.map(([dash]) => dash)).size, looks.length);
      assert.equal(new Set(looks.map(([, shape]) => shape)).size, looks.length);
    });

    it('has the colors of the system where it forces them, in turns', async () => {
      const { chart } = await shown({ forcedColors: true });
      const [strokes, system] = await chart.locator('.swatch').evaluateAll((all) => {
        const strokeOf = (path: Element): string => getComputedStyle(path).stroke;
        const line = all[0]!.querySelector('path')!.cloneNode() as Element;
        all[0]!.append(line);
        const colors = ['CanvasText', 'LinkText'].map((name) => {
          line.setAttribute('stroke', `rgb(from ${name} r g b / 1)`);
          return strokeOf(line);
        });
        line.remove();
        return [all.map((each) => strokeOf(each.querySelector('path')!)), colors];
      });
      assert.equal(new Set(system).size, 2);
      assert.deepEqual(
        strokes,
        strokes.map((_, i) => system[i % 2]),
      );
    });

    for (const theme of Object.keys(themes) as ThemeName[])
      it(`has colors that stand out from the background, in ${theme}`, async () => {
        const { chart } = await shown({ theme });
        const colors = await chart.locator('.swatch').evaluateAll((all) => {
          const rgb = (color: string): number[] => {
            const context = document.createElement('canvas').getContext('2d')!;
            context.fillStyle = color;
            context.fillRect(0, 0, 1, 1);
            return [...context.getImageData(0, 0, 1, 1).data];
          };
          const lines = all.map((each) => getComputedStyle(each.querySelector('path')!).stroke);
          return { lines: lines.map(rgb), background: rgb(getComputedStyle(document.body).backgroundColor) };
        });
        assert.equal(colors.lines.length, 6);
        for (const line of colors.lines) {
          assert.equal(line[3], 255, 'opaque');
          const ratio = contrast(line, colors.background);
          assert.ok(ratio >= 3, `${line.join(', ')}: ${ratio.toFixed(2)}`);
        }
        assert.equal(new Set(colors.lines.map((each) => each.join())).size, colors.lines.length);
      });

    it('reads the present values, and those under the pointer', async () => {
      const { chart, plot } = await shown();
      assert.equal(await place(chart), 'Now, at 11.6%');
      assert.deepEqual(await values(chart), ['$1,216', '$631', '$1,332', '$2,153', '$562', '$657']);
      const hundred = (await chart.locator('.picture text', { hasText: '60%' }).boundingBox())!;
      const box = (await plot.boundingBox())!;
      await panel.page.mouse.move(hundred.x + hundred.width / 2, box.y + box.height / 2);
      assert.equal(await place(chart), 'At 60%');
      assert.equal((await values(chart))[1], '$3,266');
      await panel.page.mouse.move(5, 5);
      assert.equal(await place(chart), 'Now, at 11.6%');
    });

    it('is read by keyboard, aloud', async () => {
      const { chart, plot } = await shown();
      await plot.focus();
      assert.ok(await chart.locator('.hint').isVisible());
      for (const [key, where] of [
        ['Home', 'At 0%'],
        ['ArrowRight', 'At 2.5%'],
        ['PageUp', 'At 20%'],
        ['PageUp', 'At 40%'],
        ['ArrowLeft', 'At 37.5%'],
        ['PageDown', 'At 20%'],
        ['End', 'At 100%'],
        ['ArrowRight', 'At 100%'],
      ] as const) {
        await panel.page.keyboard.press(key);
        assert.equal(await place(chart), where, key);
      }
      await panel.page.waitForFunction(() => document.querySelector('[aria-live]')!.textContent !== '');
      assert.equal(
        await panel.page.locator('[aria-live]').textContent(),
        'At 100%: Modal, as billed $5,443; Modal, active time only $5,443; Lambda, reserved for a year $1,332; Lambda, on demand $2,153; RunPod, serverless $4,114; Replicate $5,510',
      );
      await panel.page.keyboard.press('Escape');
      assert.equal(await place(chart), 'Now, at 11.6%');
      assert.equal(await chart.locator('.cursor > *').count(), 0);
    });

    it('begins at the present point', async () => {
      const { chart, plot } = await shown();
      await plot.press('ArrowRight');
      assert.equal(await place(chart), 'At 12.5%');
    });

    it('keeps its cursor through a new view', async () => {
      const { chart, plot } = await shown();
      await plot.press('End');
      await panel.show({ ...panelFixture(), headline: '$1 per month' });
      assert.equal(await place(chart), 'At 100%');
      assert.ok((await chart.locator('.cursor > *').count()) > 0);
    });

    it('hides lines, and shows them again', async () => {
      const { chart } = await shown();
      const key = chart.getByRole('button', { name: /^RunPod/ });
      const paths = (): Promise<number> => chart.locator('.picture svg path[fill=none]').count();
      assert.equal(await paths(), 6);
      await key.press('Enter');
      assert.equal(await key.getAttribute('aria-pressed'), 'false');
      assert.equal(await paths(), 5);
      assert.ok(!(await chart.locator('.picture text').allTextContents()).includes('RunPod, serverless'));
      await key.press('Space');
      assert.equal(await key.getAttribute('aria-pressed'), 'true');
      assert.equal(await paths(), 6);
    });

    it('shows a line that is optional only where a reader asks for it, with its break-evens', async () => {
      panel = await openPanel(browser);
      const view = panelFixture();
      const [first] = view.charts;
      first!.series[1]!.optional = true;
      first!.markers.unshift({
        kind: 'breakEven',
        x: 0.8,
        y: 4_355,
        label: '80% alone',
        line: 'modal-active',
      });
      await panel.show(view);
      const chart = panel.page.locator('.chart').first();
      const texts = (): Promise<string[]> => chart.locator('.picture text').allTextContents();
      const key = chart.getByRole('button', { name: /^Modal, active time only/ });
      assert.equal(await key.getAttribute('aria-pressed'), 'false');
      assert.ok(!(await texts()).includes('80% alone'));
      await key.click();
      assert.ok((await texts()).includes('80% alone'));
      await panel.show(view);
      assert.equal(await key.getAttribute('aria-pressed'), 'true');
    });

    it('has its figures as a table', async () => {
      const { chart } = await shown();
      assert.equal(await chart.getByRole('table').count(), 0);
      await chart.locator('summary').press('Enter');
      await chart.getByRole('table').waitFor();
      assert.equal(await chart.getByRole('row').count(), 10);
      assert.equal(await chart.getByRole('rowheader', { name: '12.5%' }).count(), 1);
    });
  });

  describe('a saved chart', () => {
    const saved = async (as: 'SVG' | 'PNG', options: PanelOptions = {}): Promise<string> => {
      const { chart } = await shown(options);
      await chart.getByRole('button', { name: `Save “Cost per month by utilization” as ${as}` }).click();
      let found: FromPanel | undefined;
      for (let tries = 0; tries < 100 && !found; tries++) {
        found = (await panel.sent()).find(({ type }) => type === 'save');
        if (!found) await new Promise((resolve) => setTimeout(resolve, 30));
      }
      assert.ok(found?.type === 'save');
      assert.equal(found.chart, 'utilization');
      assert.equal(found.as, as.toLowerCase());
      return found.data;
    };

    for (const theme of ['light', 'dark', 'contrast'] as const)
      it(`stands alone as SVG, in ${theme}`, async () => {
        const text = await saved('SVG', { theme });
        assert.ok(
          text.startsWith('<?xml version="1.0" encoding="UTF-8"?>\n<svg xmlns="http://www.w3.org/2000/svg"'),
        );
        assert.doesNotMatch(text, /var\(|color\(/);
        assert.match(text, /<title>Cost per month by utilization<\/title><desc>Cost per month as/);
        // In a page of its own, without the theme's variables.
        const page = await browser.newPage();
        await page.setContent(
          `<img alt="" src="data:image/svg+xml;base64,${Buffer.from(text).toString('base64')}">`,
        );
        const size = await page.locator('img').evaluate(async (image: HTMLImageElement) => {
          await image.decode();
          return [image.naturalWidth, image.naturalHeight];
        });
        await page.close();
        assert.equal(size[0], 960);
        assert.ok(size[1]! > 450);
      });

    it('has a ground and lines of other colors than that where the system forces its own', async () => {
      const text = await saved('SVG', { forcedColors: true });
      const [, ground] = /<rect [^>]*fill="([^"]+)"/.exec(text) ?? [];
      const strokes = [...text.matchAll(/<path [^>]*fill="none" stroke="([^"]+)"/g)].map(([, each]) => each);
      assert.equal(new Set(strokes).size, 2);
      assert.ok(ground !== undefined && !strokes.includes(ground), text.slice(0, 1_000));
    });

    it('is as narrow a panel’s as a wide one’s: names at the lines’ ends', async () => {
      assert.match(await saved('SVG', { width: 320 }), />Lambda, on demand</);
    });

    it('is a PNG of twice the size, with more than one color', async () => {
      const bytes = Buffer.from(await saved('PNG'), 'base64');
      assert.deepEqual([...bytes.subarray(0, 8)], [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
      assert.equal(bytes.readUInt32BE(16), 1_920);
      assert.ok(bytes.readUInt32BE(20) > 900);
      assert.ok(bytes.length > 20_000);
    });
  });
});
