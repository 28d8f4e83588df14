/** An answer to a request, for a web framework to send: the HTTP status, and a body to be written as JSON. */
export interface Answer<B = unknown> {
  readonly status: number;
  readonly body: B;
}
