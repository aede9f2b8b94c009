// What the TypeScript clients share: where the service is, and the end of a client whose expectation fails.
declare const process: { argv: string[]; env: Record<string, string | undefined> };

export const baseUrl = process.argv[2] ?? "http://localhost:5080";

export const apiKey = process.env["ARTICLEAPI_KEY"] ?? "";

export function expect(condition: boolean, message: string): asserts condition {
  if (!condition) {
    throw new Error(`expected: ${message}`);
  }
}

/** Whether both hold the same, in any order. */
export function same(some: readonly string[], others: readonly string[]): boolean {
  return JSON.stringify([...some].sort()) === JSON.stringify([...others].sort());
}
