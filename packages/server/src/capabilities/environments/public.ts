/** What other capabilities may ask of customers and their environments. */
export {
  dropDatabase,
  type EnvironmentPlace,
  makeDatabase,
  migrateDatabase,
  type Operator,
  OperatorProblem,
  openControl,
  openEnvironment,
} from './provision.ts'
export {
  type ControlDatabase,
  everyDataKey,
  findEnvironment,
  listEnvironments,
  reviveDataKeys,
  setDatabase,
  setState,
} from './queries.ts'
