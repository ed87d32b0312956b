/** A Modal app to try things on: what "Open Example" opens, and what the walkthrough's pictures show. */
export const EXAMPLE = `import modal

app = modal.App("example")


@app.function(gpu="H100", min_containers=2)
def serve(prompt: str) -> str:
    return prompt
`;

/** The usage that the walkthrough gives it. */
export const EXAMPLE_USAGE = '# modal-cost: requests_per_day=50000 seconds_per_request=0.2';
