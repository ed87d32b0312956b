/** A realistic Modal file of about so many lines: constants, helpers, a declaration every 40 lines or so. */
export function modalFile(lines: number): string {
  const head = [
    'import os',
    '',
    'import modal',
    '',
    'MINUTES = 60',
    'GPU = os.environ.get("GPU", "H100")',
    'app = modal.App("bench")',
    'image = modal.Image.debian_slim()',
    '',
  ];
  const out = [...head];
  for (let i = 0; out.length < lines; i++) {
    out.push(
      `BATCH_${i} = ${8 + (i % 5)}`,
      '',
      '',
      '@app.function(',
      '    image=image,',
      `    gpu=f"{GPU}:${1 + (i % 4)}",`,
      `    min_containers=${i % 3},`,
      `    timeout=${5 + (i % 7)} * MINUTES,`,
      ')',
      `def serve_${i}(prompt: str, limit: int = BATCH_${i}) -> list[str]:`,
      '    """Answers a prompt, a batch at a time."""',
      '    results = []',
      '    for index in range(limit):',
      '        if index % 2 == 0:',
      '            results.append(f"{prompt} {index}")',
      '        else:',
      '            results.append(prompt.upper())',
      '    return results',
      '',
      '',
      `class Helper${i}:`,
      '    """Keeps what the function above needs between requests."""',
      '',
      '    def __init__(self, size: int) -> None:',
      '        self.size = size',
      '        self.cache: dict[str, str] = {}',
      '',
      '    def lookup(self, key: str) -> str | None:',
      '        value = self.cache.get(key)',
      '        if value is None and len(self.cache) < self.size:',
      '            self.cache[key] = value = key.strip().lower()',
      '        return value',
      '',
      '    def forget(self) -> None:',
      '        self.cache.clear()',
      '',
      '',
    );
  }
  return out.slice(0, lines).join('\n') + '\n';
}

/** Plain Python that never says what this product looks for. */
export function plainFile(bytes: number): string {
  const unit =
    '@property\ndef area(width: float, height: float) -> float:\n    """The area of a rectangle."""\n    return width * height\n\n\n';
  return unit.repeat(Math.ceil(bytes / unit.length)).slice(0, bytes);
}

/** A workspace of 10,000 files in 100 folders, 300 of them Modal's, by path. */
export function* workspaceFiles(): Generator<readonly [path: string, text: string]> {
  const [modal, other] = [modalFile(200), plainFile(4_000)];
  for (let i = 0; i < 10_000; i++)
    yield [`package${i % 100}/module${i}.py`, i % 33 === 0 && i / 33 < 300 ? modal : other];
}
