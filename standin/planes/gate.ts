/** The one way in to every data plane: names and ports, where faults and network rules decide what gets through. */

/** Where something really listens. */
export interface Address {
  host: string;
  port: number;
}

export interface Gate {
  /**
   * Opens a way in under an AWS name and port. `upstream` is asked at every connection and answers
   * where the thing behind the name listens now, or undefined while nothing does: the connection is then refused.
   * Answers the real address (on loopback) that the name stands for.
   */
  open(name: string, port: number, upstream: () => Address | undefined): Promise<Address>;
  /** Closes a way in and cuts its connections. */
  shut(name: string, port: number): Promise<void>;
  /** The real address of an open AWS name and port. */
  resolve(name: string, port: number): Address | undefined;
  close(): Promise<void>;
}
