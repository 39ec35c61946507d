/** A setting is wrong: the message names it, and is for whoever starts the program. */
export class ConfigProblem extends Error {
  readonly code = 'configuration'
}
