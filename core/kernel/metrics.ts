/**
 * Counters that answer "how much, how often", in Prometheus' text format. One registry per engine, handed in, so that
 * two engines in one process (a test, a comparison) never add to each other's numbers.
 */
import { Counter, Registry } from 'prom-client';

export interface Metrics {
  readonly ingestEventsReceived: Counter<'connector'>;
  readonly recordsDamaged: Counter<'connector'>;
  readonly detectionHits: Counter;
  readonly alertsDeduplicated: Counter;
  readonly networkAttackDetections: Counter;
  /** All metrics in Prometheus' exposition format. */
  expose(): Promise<string>;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  return {
    ingestEventsReceived: new Counter({
      name: 'ingest_events_received_total',
      help: 'Events read from sources and normalised',
      labelNames: ['connector'],
      registers,
    }),
    recordsDamaged: new Counter({
      name: 'records_damaged_total',
      help: 'Places in sources that could not be read',
      labelNames: ['connector'],
      registers,
    }),
    detectionHits: new Counter({
      name: 'detection_hits_total',
      help: 'Rule matches on events',
      registers,
    }),
    alertsDeduplicated: new Counter({
      name: 'alerts_deduplicated_total',
      help: 'Hits that were folded into an alert with the same facts',
      registers,
    }),
    networkAttackDetections: new Counter({
      name: 'network_attack_detections_total',
      help: 'Alerts raised by network sensors',
      registers,
    }),
    expose: () => registry.metrics(),
  };
}
