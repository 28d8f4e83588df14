/**
 * The text of a body of at most `limit` bytes, or nothing when it is larger. A larger one is read to its end and thrown
 * away, because a sender that is cut off in the middle sees a broken connection instead of the answer.
 */
export async function readText(body: ReadableStream<Uint8Array> | null, limit: number): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.byteLength;
    if (size <= limit) chunks.push(chunk);
  }
  return size > limit ? undefined : Buffer.concat(chunks).toString('utf8');
}
