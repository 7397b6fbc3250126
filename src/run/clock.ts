/** Where the shell reads the wall time, epoch milliseconds. */
export interface Clock {
  wall(): number;
}

/** The machine's own clock. */
export const realClock: Clock = { wall: () => Date.now() };

/** A clock that stands: for a single command whose time was given from outside. */
export function standingClock(wall: number): Clock {
  return { wall: () => wall };
}

/** A clock that runs as the machine's does, but began at `start` (epoch milliseconds). */
export function shiftedClock(start: number): Clock {
  const began = performance.now();
  return { wall: () => start + Math.floor(performance.now() - began) };
}

/** A clock that a play moves by hand. */
export class PlayClock implements Clock {
  #wall: number;

  /** `wall` is where it stands, epoch milliseconds. */
  constructor(wall: number) {
    this.#wall = wall;
  }

  wall(): number {
    return this.#wall;
  }

  /** Goes on to a wall time. Never goes back. */
  moveTo(wall: number): void {
    this.#wall = Math.max(this.#wall, wall);
  }
}
