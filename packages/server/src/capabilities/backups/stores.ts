import { mkdir } from 'node:fs/promises'
import type { BackupSettings, StoreSettings } from '../../platform/config-backups.ts'
import type { Outbound } from '../../platform/http/outbound.ts'
import { folderStore } from '../../platform/stores/folder.ts'
import { s3Store } from '../../platform/stores/s3.ts'
import { readSftpAddress, sftpStore } from '../../platform/stores/sftp.ts'
import type { Store } from '../../platform/stores/store.ts'
import type { BackupStore } from './around.ts'

/** The stores of the configuration; nothing is connected before one is opened. */
export function backupStores({ stores }: BackupSettings, ownFolder: string, outbound: Outbound): BackupStore[] {
  return stores.map((settings) => ({
    name: settings.name,
    site: settings.site,
    open: () => openStore(settings, ownFolder, outbound),
  }))
}

async function openStore(settings: StoreSettings, ownFolder: string, outbound: Outbound): Promise<Store> {
  if (settings.kind === 'sftp') {
    const server = readSftpAddress(settings.address)!
    return sftpStore({ ...server, hostKey: settings.hostKey, privateKey: await settings.privateKey() })
  }
  if (settings.kind === 's3') return s3Store(outbound, { ...settings, secretKey: await settings.secretKey() })
  // The folder that Hoede chose itself is made; one that the operator named must be there, as it can be a mount that fell away.
  if (settings.path === ownFolder) await mkdir(settings.path, { recursive: true, mode: 0o700 })
  return folderStore(settings.path)
}
