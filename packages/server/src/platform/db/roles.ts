/**
 * The roles of an environment share a beginning: `…_app` signs in for requests, `…_log` may read the log, `…_seal` extends its tree,
 * `…_owner` owns. They stay when the environment goes on in another database: after a restore, or a copy.
 */
export interface EnvironmentRoles {
  owner: string
  logRole: string
  sealRole: string
}

/** From the name of the role that signs in, as the control database keeps it. */
export function rolesOf(roleName: string): EnvironmentRoles {
  const base = roleName.replace(/_app$/, '')
  return { owner: `${base}_owner`, logRole: `${base}_log`, sealRole: `${base}_seal` }
}
