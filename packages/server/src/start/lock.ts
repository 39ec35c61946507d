import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { claimPidFile, releasePidFile } from '../platform/process/pid-file.ts'
import { endOrphan, type Program } from '../platform/process/supervise.ts'
import { StartProblem } from './step.ts'

const bin = resolve(import.meta.dirname, '../../bin')
const startFile = (dataFolder: string) => join(dataFolder, 'run', 'start.pid')

/** The programs that `npm start` keeps running. */
export function programs(dataFolder: string, env: NodeJS.ProcessEnv): Record<'server' | 'worker' | 'backups', Program> {
  const program = (file: string, name: string): Program => ({
    name,
    file: join(bin, `${file}.ts`),
    env: { ...env, HOEDE_DATA: dataFolder },
    logFile: join(dataFolder, 'log', `${file}.log`),
    pidFile: join(dataFolder, 'run', `${file}.pid`),
  })
  return {
    server: program('server', 'De server'),
    worker: program('worker', 'De taakverwerker'),
    backups: program('backups', 'Het programma voor reservekopieën'),
  }
}

/** Makes this process the only one that starts Hoede on a data folder, and ends what a killed one left. Throws StartProblem. */
export async function takeDataFolder(dataFolder: string): Promise<void> {
  try {
    await mkdir(join(dataFolder, 'run'), { recursive: true })
    const other = await claimPidFile(startFile(dataFolder))
    if (other) {
      const text = `Hoede draait al met de gegevens in ${dataFolder} (proces ${other.pid}). Stop dat eerst, of kies met HOEDE_DATA een andere map.`
      throw new StartProblem('already-running', text)
    }
  } catch (error) {
    const { code = '' } = error as { code?: string }
    if (!['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'ENOSPC'].includes(code)) throw error
    const text = `In de map ${dataFolder} kan Hoede niet schrijven (${code}). Geef er rechten op, of kies met HOEDE_DATA een andere.`
    throw new StartProblem('data-folder', text)
  }
  await Promise.all(Object.values(programs(dataFolder, {})).map(endOrphan))
}

export const leaveDataFolder = (dataFolder: string) => releasePidFile(startFile(dataFolder))
