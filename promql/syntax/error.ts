/** An expression that Prometheus would refuse. `from` and `to` are UTF-16 offsets into its text. */
export class PromqlError extends Error {
  readonly from: number;
  readonly to: number;

  constructor(message: string, from: number, to: number) {
    super(message);
    this.name = 'PromqlError';
    this.from = from;
    this.to = to;
  }
}
