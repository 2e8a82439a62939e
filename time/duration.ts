/** A length of time, so that a bare number of milliseconds never crosses a function boundary. */

const ISO = /^P(?:(\d+(?:\.\d+)?)D)?(?:T(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

export class Duration {
  static readonly zero = new Duration(0);

  private constructor(readonly milliseconds: number) {
    if (!Number.isFinite(milliseconds)) throw new RangeError(`a duration is a finite number of milliseconds, not ${milliseconds}`);
  }

  static milliseconds(n: number): Duration {
    return new Duration(n);
  }

  static seconds(n: number): Duration {
    return new Duration(n * 1_000);
  }

  static minutes(n: number): Duration {
    return new Duration(n * 60_000);
  }

  static hours(n: number): Duration {
    return new Duration(n * 3_600_000);
  }

  static days(n: number): Duration {
    return new Duration(n * 86_400_000);
  }

  /** Reads an ISO 8601 duration of days and smaller (`PT1H30M`, `P2D`). Throws RangeError on anything else. */
  static parse(text: string): Duration {
    const parts = ISO.exec(text);
    if (!parts || text === 'P' || text.endsWith('T')) {
      throw new RangeError(`"${text}" is not an ISO 8601 duration of days, hours, minutes and seconds, such as PT1H30M`);
    }
    const [days, hours, minutes, seconds] = parts.slice(1).map((part) => Number(part ?? 0)) as [number, number, number, number];
    return new Duration(Math.round((((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1_000));
  }

  static max(a: Duration, b: Duration): Duration {
    return a.compare(b) >= 0 ? a : b;
  }

  get seconds(): number {
    return this.milliseconds / 1_000;
  }

  plus(other: Duration): Duration {
    return new Duration(this.milliseconds + other.milliseconds);
  }

  minus(other: Duration): Duration {
    return new Duration(this.milliseconds - other.milliseconds);
  }

  times(factor: number): Duration {
    return new Duration(this.milliseconds * factor);
  }

  /** Negative when this is the shorter, positive when it is the longer. */
  compare(other: Duration): number {
    return this.milliseconds - other.milliseconds;
  }

  /** ISO 8601, in the largest units that fit: `PT1H30M`, `P2DT4H`, `PT0.25S`. */
  toString(): string {
    const sign = this.milliseconds < 0 ? '-' : '';
    let left = Math.abs(Math.round(this.milliseconds));
    const take = (unit: number): number => {
      const whole = Math.floor(left / unit);
      left -= whole * unit;
      return whole;
    };
    const [days, hours, minutes] = [take(86_400_000), take(3_600_000), take(60_000)];
    const seconds = left / 1_000;
    const date = days ? `${days}D` : '';
    const time = (hours ? `${hours}H` : '') + (minutes ? `${minutes}M` : '') + (seconds ? `${seconds}S` : '');
    if (!date && !time) return 'PT0S';
    return `${sign}P${date}${time ? `T${time}` : ''}`;
  }

  /** For people: `1 h 30 min`, `4 min 10 s`, `250 ms`. */
  inWords(): string {
    const sign = this.milliseconds < 0 ? '−' : '';
    const milliseconds = Math.round(Math.abs(this.milliseconds));
    if (milliseconds > 0 && milliseconds < 1_000) return `${sign}${milliseconds} ms`;
    const total = Math.round(milliseconds / 1_000);
    const units: [number, string][] = [
      [Math.floor(total / 86_400), 'd'],
      [Math.floor((total % 86_400) / 3_600), 'h'],
      [Math.floor((total % 3_600) / 60), 'min'],
      [total % 60, 's'],
    ];
    const said = units.filter(([n]) => n > 0).map(([n, unit]) => `${n} ${unit}`);
    return said.length ? sign + said.join(' ') : '0 s';
  }
}
