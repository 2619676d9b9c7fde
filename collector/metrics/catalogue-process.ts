import type { MetricSpec } from './metric-spec.ts'

/** What every Prometheus client tells of its process. The client library counts these; they are here for those who show them. */
export const processMetrics = {
  processCpu: {
    type: 'counter',
    name: 'process_cpu_seconds_total',
    help: 'Total user and system CPU time spent in seconds.',
    unit: 'seconds',
    labels: {},
  },
  processCpuUser: {
    type: 'counter',
    name: 'process_cpu_user_seconds_total',
    help: 'Total user CPU time spent in seconds.',
    unit: 'seconds',
    labels: {},
  },
  processCpuSystem: {
    type: 'counter',
    name: 'process_cpu_system_seconds_total',
    help: 'Total system CPU time spent in seconds.',
    unit: 'seconds',
    labels: {},
  },
  processStartTime: {
    type: 'gauge',
    name: 'process_start_time_seconds',
    help: 'Start time of the process since unix epoch in seconds.',
    unit: 'timestamp',
    labels: {},
  },
  processResidentMemory: {
    type: 'gauge',
    name: 'process_resident_memory_bytes',
    help: 'Resident memory size in bytes.',
    unit: 'bytes',
    labels: {},
  },
  processVirtualMemory: {
    type: 'gauge',
    name: 'process_virtual_memory_bytes',
    help: 'Virtual memory size in bytes.',
    unit: 'bytes',
    labels: {},
  },
  processHeap: {
    type: 'gauge',
    name: 'process_heap_bytes',
    help: 'Process heap size in bytes.',
    unit: 'bytes',
    labels: {},
  },
  processOpenFds: {
    type: 'gauge',
    name: 'process_open_fds',
    help: 'Number of open file descriptors.',
    unit: 'count',
    labels: {},
  },
  processMaxFds: {
    type: 'gauge',
    name: 'process_max_fds',
    help: 'Maximum number of open file descriptors.',
    unit: 'count',
    labels: {},
  },
} as const satisfies Record<string, MetricSpec>
