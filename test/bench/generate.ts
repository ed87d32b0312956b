// Python as people write it for Modal, in any length: the same for the same seed, on every machine.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Random } from '../model/random';

/** A module that the generated files import constants from. */
export const SETTINGS_FILE = 'settings.py';
export const SETTINGS = `"""What every service shares."""
import os

GPU_TYPE = os.environ.get("GPU_TYPE", "A100-80GB")
MEMORY = 32 * 1024
MINUTES = 60
COMMON = {"timeout": 30 * MINUTES, "retries": 2, "region": "us-east"}
`;

/** A Modal file of about so many lines: constants, helpers, and a decorated function or class every 40 lines. */
export function modalFile(lines: number, seed = 1): string {
  const random = new Random(seed);
  const out = [...header(seed)];
  for (let i = 0; out.length < lines; i++) out.push(...chunk(i, random));
  return `${out.join('\n')}\n`;
}

/** Ordinary Python of about so many characters, which has nothing to do with Modal. */
export function plainFile(length: number, seed = 1): string {
  const random = new Random(seed);
  const out = ['"""Helpers of a larger program."""', 'import json', 'import math', 'import os', ''];
  let size = 0;
  for (let i = 0; size < length; i++) {
    const lines = i % 4 === 3 ? plainClass(i, random) : helper(i, random);
    out.push(...lines);
    size += lines.reduce((sum, line) => sum + line.length + 1, 0);
  }
  return `${out.join('\n')}\n`;
}

/** Writes a workspace of packages, of which some files are Modal's; the lengths are those of ordinary files. */
export function writeWorkspace(folder: string, files: number, modal: number): void {
  const every = Math.floor(files / modal);
  for (let i = 0; i < files; i++) {
    const home = join(folder, `team_${i % 20}`, `package_${i % 400}`);
    if (i < 400) write(join(home, SETTINGS_FILE), SETTINGS);
    const isModal = i % every === 0 && i / every < modal;
    // Most files are short and a few are long, here as everywhere.
    const size = i % 50 === 0 ? 6 : i % 7 === 0 ? 2 : 1;
    write(join(home, `module_${i}.py`), isModal ? modalFile(150 * size, i) : plainFile(2_500 * size, i));
  }
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function header(seed: number): string[] {
  return [
    `"""Inference and training services, part ${seed}."""`,
    'from __future__ import annotations',
    '',
    'import json',
    'import os',
    'import time',
    'from pathlib import Path',
    '',
    'import modal',
    '',
    'from .settings import COMMON, GPU_TYPE, MEMORY, MINUTES',
    '',
    `app = modal.App("services-${seed}")`,
    '',
    'image = (',
    '    modal.Image.debian_slim(python_version="3.12")',
    '    .apt_install("ffmpeg", "git")',
    '    .uv_pip_install("torch==2.7.1", "transformers==4.53.0", "vllm==0.10.1")',
    '    .env({"HF_HUB_ENABLE_HF_TRANSFER": "1"})',
    ')',
    'weights = modal.Volume.from_name("weights", create_if_missing=True)',
    '',
    'GPU = "H100"',
    'GPU_COUNT = 2',
    'WARM = int(os.environ.get("WARM", "1"))',
    'PRODUCTION = os.environ.get("ENVIRONMENT", "dev") == "prod"',
    'LIMITS = {"max_containers": 20, "scaledown_window": 5 * MINUTES}',
    '',
  ];
}

function chunk(i: number, random: Random): string[] {
  const constants = [
    `MODEL_${i} = "org/model-${i}"`,
    `BATCH_${i} = ${random.below(64) + 1}`,
    `TIMEOUT_${i} = ${random.below(30) + 1} * MINUTES`,
    '',
  ];
  return [...constants, ...(i % 4 === 3 ? service(i, random) : task(i, random)), ...helper(i, random)];
}

/** The ways in which people say what a function gets. */
function decoratorArguments(i: number, random: Random): string[] {
  const gpu = [
    'gpu=f"{GPU}:{GPU_COUNT}"',
    'gpu="A100-80GB"',
    'gpu=GPU_TYPE',
    'gpu=["H100", "A100-80GB:2", "L40S"]',
    'gpu="H100" if PRODUCTION else "L4"',
    'cpu=4.0',
  ][random.below(6)]!;
  const more = [
    [`min_containers=WARM`, `max_containers=${random.below(20) + 2}`, `timeout=TIMEOUT_${i}`],
    ['memory=MEMORY', '**LIMITS'],
    ['cpu=(1.0, 4.0)', 'memory=(1024, 4096)', `timeout=${random.below(900) + 60}`, 'retries=3'],
    ['**COMMON'],
    [`schedule=modal.Period(hours=${random.below(23) + 1})`, `timeout=TIMEOUT_${i}`],
  ][random.below(5)]!;
  const arguments_ = ['image=image', gpu, ...more, 'volumes={"/weights": weights}'];
  return [...new Map(arguments_.map((each) => [each.split('=')[0], each])).values()].map(
    (each) => `    ${each},`,
  );
}

function task(i: number, random: Random): string[] {
  return [
    '@app.function(',
    ...decoratorArguments(i, random),
    ')',
    ...(random.below(3) === 0 ? ['@modal.concurrent(max_inputs=16)'] : []),
    `def task_${i}(paths: list[str], batch: int = BATCH_${i}) -> dict[str, float]:`,
    `    """Runs model ${i} over the paths, a batch at a time."""`,
    '    started = time.monotonic()',
    ...body(i, random),
    '    return {"seconds": time.monotonic() - started, "total": float(total)}',
    '',
    '',
  ];
}

function service(i: number, random: Random): string[] {
  return [
    '@app.cls(',
    ...decoratorArguments(i, random),
    ')',
    `class Service${i}:`,
    '    @modal.enter()',
    '    def load(self) -> None:',
    '        from vllm import LLM',
    '',
    `        self.model = LLM(MODEL_${i}, tensor_parallel_size=GPU_COUNT)`,
    '',
    '    @modal.method()',
    '    def generate(self, prompt: str, tokens: int = 256) -> str:',
    `        outputs = self.model.generate(prompt, max_tokens=tokens * ${random.below(4) + 1})`,
    '        return "".join(output.text for output in outputs)',
    '',
    '',
    '@app.local_entrypoint()',
    `def main_${i}(prompt: str = "hello") -> None:`,
    `    service = Service${i}.with_options(gpu="H200", max_containers=${random.below(9) + 1})()`,
    '    print(service.generate.remote(prompt))',
    '',
    '',
  ];
}

function helper(i: number, random: Random): string[] {
  return [
    `def helper_${i}(items: list[str], limit: int = ${random.below(1000)}) -> int:`,
    '    """Sums up what the items hold, up to a limit."""',
    '    paths = [item.strip() for item in items if item]',
    '    batch = max(1, limit // 8)',
    ...body(i, random),
    '    return total',
    '',
    '',
  ];
}

function plainClass(i: number, random: Random): string[] {
  return [
    `class Record${i}:`,
    '    def __init__(self, name: str, **options: int) -> None:',
    '        self.name = name',
    `        self.size = options.get("size", ${random.below(100)})`,
    '',
    '    @property',
    '    def label(self) -> str:',
    '        return f"{self.name} ({self.size})"',
    '',
    '',
  ];
}

function body(i: number, random: Random): string[] {
  const middle = [
    [
      '        if not path.endswith((".json", ".jsonl")):',
      '            continue',
      '        with open(path, encoding="utf-8") as file:',
      '            rows = [json.loads(line) for line in file]',
      '        total += sum(len(row.get("text", "")) for row in rows)',
    ],
    [
      '        try:',
      '            total += os.path.getsize(path)',
      '        except OSError as error:',
      '            print(f"skipped {path}: {error}")',
      '            continue',
    ],
    [
      `        weight = ${random.below(90) + 10} / 100`,
      '        score = weight * len(path) + (1 - weight) * index',
      '        total += int(score) if score > 0 else 0',
    ],
  ][random.below(3)]!;
  return [
    '    total = 0',
    '    for index, path in enumerate(paths):',
    `        # Every ${i + 2}th path is only looked at.`,
    ...middle,
    '        if index % batch == 0:',
    '            print(f"{index} of {len(paths)}: {total}")',
  ];
}
