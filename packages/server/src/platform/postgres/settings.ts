const megabyte = 1_048_576

export interface SettingsRequest {
  port: number
  /** Bytes of memory that the machine (or the container) has. */
  memory: number
  /** For tests only: nothing is certain to be on disk. */
  fast: boolean
  certFile: string
  keyFile: string
  /** Hands over each piece of changes (WAL); absent: they are not kept. */
  archive?: ArchiveSettings | undefined
}

export interface ArchiveSettings {
  /** As archive_command has it, with %p. */
  command: string
  /** Where the program that makes backups finds the server: it speaks through a socket only. */
  socketFolder: string
}

/** Seconds after which a piece of changes is handed over even when it is not full: so much can be lost with the machine. */
const handOverAfterSeconds = 60

const ciphers = ['ECDHE-ECDSA-AES256-GCM-SHA384', 'ECDHE-ECDSA-CHACHA20-POLY1305', 'ECDHE-ECDSA-AES128-GCM-SHA256']

/**
 * The whole of postgresql.conf. The log keeps no statements, no values and no errors of statements: those can quote a client's
 * record; the program that got the error has its code.
 */
export function postgresqlConf(request: SettingsRequest): string {
  const part = (divisor: number, least: number, most: number) => {
    const size = Math.floor(request.memory / divisor / megabyte)
    return `'${Math.min(Math.max(size, least), most)}MB'`
  }
  const settings: Record<string, string> = {
    listen_addresses: "'127.0.0.1'",
    port: String(request.port),
    unix_socket_directories: quote(request.archive?.socketFolder ?? ''),
    archive_mode: request.archive ? 'on' : 'off',
    archive_command: quote(request.archive?.command ?? ''),
    archive_timeout: String(request.archive ? handOverAfterSeconds : 0),
    max_connections: '200',
    password_encryption: "'scram-sha-256'",
    ssl: 'on',
    ssl_cert_file: quote(request.certFile),
    ssl_key_file: quote(request.keyFile),
    ssl_min_protocol_version: "'TLSv1.2'",
    ssl_ciphers: quote(ciphers.join(':')),
    ssl_prefer_server_ciphers: 'on',
    shared_buffers: part(6, 64, 8192),
    effective_cache_size: part(2, 128, 1_048_576),
    maintenance_work_mem: part(48, 32, 1024),
    work_mem: part(1536, 4, 32),
    wal_compression: 'on',
    max_wal_size: "'4GB'",
    min_wal_size: "'128MB'",
    checkpoint_timeout: "'15min'",
    random_page_cost: '1.1',
    effective_io_concurrency: '64',
    jit: 'off',
    max_locks_per_transaction: '128',
    track_io_timing: 'on',
    timezone: "'UTC'",
    log_timezone: "'UTC'",
    datestyle: "'iso, ymd'",
    lc_messages: "'C'",
    log_line_prefix: "'%m [%p] %d '",
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_parameter_max_length: '0',
    log_checkpoints: 'off',
    ...(request.fast
      ? {
          fsync: 'off',
          // Going back to a moment writes over pages that were left empty: then each page has to come whole.
          full_page_writes: request.archive ? 'on' : 'off',
          shared_buffers: "'128MB'",
          max_wal_size: "'1GB'",
        }
      : {}),
  }
  const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}`)
  return [
    '# Written by Hoede at every start. Settings of your own go in local.conf beside this file.',
    ...lines,
    "include_if_exists = 'local.conf'",
    '',
  ].join('\n')
}

/** Everybody comes over TLS from this machine and shows a password; nobody is trusted, nobody replicates. */
export const pgHbaConf = `# Written by Hoede at every start.
# type   database  user  address       method
local    all       all                 scram-sha-256
hostssl  all       all   127.0.0.1/32  scram-sha-256
`

const quote = (text: string) => `'${text.replaceAll("'", "''")}'`
