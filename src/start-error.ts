/** A reason why the program cannot start, in one clear sentence for whoever started it. */
export class StartError extends Error {}
