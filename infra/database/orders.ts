/** The orders that a drill's database holds: customers, orders whose totals are the sums of their lines, and room for witnesses. */
import type { Sql } from '../../aws/sql';

const customers = 200;
const orders = 2_000;
const linesPerOrder = 3;

const schema = [
  `CREATE TABLE customers (
     id integer PRIMARY KEY,
     name text NOT NULL,
     email text NOT NULL UNIQUE)`,
  `CREATE TABLE orders (
     id integer PRIMARY KEY,
     customer_id integer NOT NULL REFERENCES customers,
     placed_on date NOT NULL,
     total_cents bigint NOT NULL CHECK (total_cents >= 0))`,
  `CREATE TABLE order_lines (
     order_id integer NOT NULL REFERENCES orders,
     line integer NOT NULL,
     article text NOT NULL,
     quantity integer NOT NULL CHECK (quantity > 0),
     unit_cents bigint NOT NULL,
     PRIMARY KEY (order_id, line))`,
  'CREATE INDEX orders_by_customer ON orders (customer_id)',
  'CREATE SEQUENCE invoice_number START 100000',
  `CREATE TABLE muster_witness (
     witness integer PRIMARY KEY,
     body text NOT NULL)`,
];

/** A number from 0 to 2^28 − 1 that depends on the seed ($1) and the given SQL expression alone. */
const draw = (of: string): string => `('x' || substr(md5($1::text || '/' || ${of}), 1, 7))::bit(28)::int`;

/** Makes the tables and fills them; the same seed gives the same rows. */
export async function fillOrders(sql: Sql, seed: number): Promise<void> {
  for (const statement of schema) await sql.execute(statement);
  await sql.query(
    `INSERT INTO customers SELECT n, 'Customer ' || n, 'customer-' || n || '-' || left(md5($1::text || n), 6) || '@example.com'
       FROM generate_series(1, ${customers}) n`,
    [seed],
  );
  await sql.query(
    `INSERT INTO orders SELECT n, 1 + ${draw("'customer' || n")} % ${customers}, date '2025-01-01' + ${draw("'day' || n")} % 365, 0
       FROM generate_series(1, ${orders}) n`,
    [seed],
  );
  await sql.query(
    `INSERT INTO order_lines
       SELECT o, l, 'A-' || ${draw("'article' || o || '/' || l")} % 500,
              1 + ${draw("'quantity' || o || '/' || l")} % 9, 100 + ${draw("'price' || o || '/' || l")} % 50000
       FROM generate_series(1, ${orders}) o, generate_series(1, ${linesPerOrder}) l`,
    [seed],
  );
  await sql.query('UPDATE orders SET total_cents = (SELECT sum(quantity * unit_cents) FROM order_lines WHERE order_id = orders.id)');
  await sql.query("SELECT setval('invoice_number', 100000 + $1::int % 1000)", [seed]);
}
