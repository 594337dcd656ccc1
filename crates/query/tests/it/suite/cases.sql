# Questions of the SQL suite, a blank line between them; after == the same for DuckDB, where it is written in another way.
# Clauses.
select id, item from sales where qty > 3 and region is not null order by id

select distinct region from sales order by region nulls last

select distinct on (region) region, id from sales where region is not null order by region, id desc

select region, count(*) as n, sum(qty) as q from sales group by region having count(*) > 1 order by region

select region, item, count(*) as n from sales group by all order by 1 nulls last, 2 nulls last

select s.id, p.name from sales s join people p on s.region = p.region order by s.id, p.name

select s.id, p.name from sales s left join people p on s.region = p.region order by s.id, p.name

select s.id, p.name from sales s right join people p on s.region = p.region order by p.name, s.id

select s.id, p.name from sales s full join people p on s.region = p.region order by s.id nulls last, p.name

select count(*) as n from sales cross join people

select count(*) as n from sales, people where sales.region = people.region

select p.name, b.name as boss from people p left join people b on p.boss = b.id order by p.id

select id, region, name from people join (select region, max(id) as top from sales group by region) using (region) order by id
==
select id, region, name from people join (select region, max(id) as top from sales group by region) using (region) order by id

select s.id from sales s natural join (select 'pear' as item) x order by s.id

select name from people where region in (select region from sales where qty >= 7) order by name

select name from people p where exists (select 1 from sales s where s.region = p.region and s.qty > 5) order by name

select name from people p where not exists (select 1 from sales s where s.region = p.region) order by name

select name, (select count(*) from sales s where s.region = p.region) as n from people p order by name

select id from sales where price > (select avg(price) from sales) order by id

select item from sales where region = 'north' union select item from sales where region = 'south' order by item nulls last

select item from sales where region = 'north' union all select item from sales where region = 'south' order by item nulls last

select item from sales where region = 'north' intersect select item from sales where region = 'south'

select item from sales where region = 'south' except select item from sales where region = 'north' order by item nulls last

with m as (select date_trunc('month', moment) as m, sum(qty) as q from sales group by 1), r as (select m, q, sum(q) over (order by m) as total from m) select * from r order by m
==
with m as (select date_trunc('month', moment)::timestamp as m, sum(qty) as q from sales group by 1), r as (select m, q, sum(q) over (order by m) as total from m) select * from r order by m

with sales as (select id, qty from sales where qty > 4) select count(*) as n, sum(qty) as q from sales

select id from sales order by price desc nulls last, id limit 3 offset 1

select id from sales order by id limit 0

select id from (values (1, 'a'), (2, 'b')) as t(id, name) where name = 'b'

select region, item, sum(qty) as q from sales where region is not null and item is not null group by grouping sets ((region), (item), ()) order by region nulls last, item nulls last

select region, grouping(region) as g, sum(qty) as q from sales where region is not null group by rollup(region) order by g, region

select region, ok, count(*) as n from sales where region is not null and ok is not null group by cube(region, ok) order by region nulls last, ok nulls last

select id, unnest(tags) as t from sales where id in (1, 8) order by id, t

select id from sales qualify row_number() over (partition by region order by id desc) = 1 order by id

select case when qty > 5 then 'many' when qty > 0 then 'few' else 'none' end as c, count(*) as n from sales group by 1 order by 1

select case region when 'north' then 1 when 'south' then 2 end as c, id from sales order by id

select id, cast(qty as double) / 3 as third, qty::varchar as t, cast('12' as bigint) as n from sales where id < 3 order by id

select try_cast('x' as bigint) as a, try_cast('7' as bigint) as b

select id from sales where item like 'p%' or item ilike 'ÄPF%' order by id

select id from sales where item not like '%e%' order by id

select id from sales where item ~ '^[ap]' order by id
==
select id from sales where regexp_matches(item, '^[ap]') order by id

select id from sales where item similar to '(apple|pear)' order by id
==
select id from sales where item in ('apple','pear') order by id

select id from sales where qty between 2 and 4 order by id

select id from sales where region is distinct from 'south' order by id

select id from sales where ok is not true order by id

select id, region || '/' || item as t from sales order by id

select 7 / 2 as a, 7 % 3 as b, -7 / 2 as c, 7.0 / 2 as d, 2 + 3 * 4 as e
==
select 7 // 2 as a, 7 % 3 as b, -3 as c, 7.0 / 2 as d, 2 + 3 * 4 as e

select 5 & 3 as a, 5 | 3 as b, 1 << 4 as c, 256 >> 2 as d

select null + 1 as a, null = null as b, null is null as c, coalesce(null, 2) as d, true and null as e, false and null as f

select day + interval '1 month' as m, day - date '2024-01-01' as d from sales where id = 3
==
select (day + interval '1 month')::date as m, 59 as d from sales where id = 3

select extract(year from moment) as y, extract(month from moment) as m, extract(dow from moment) as w, extract(hour from moment) as h from sales order by id limit 3

select count(*) as n from sales where moment >= '2024-02-01' and moment < timestamp '2024-04-01'

select sum(qty) as q, min(item) as lo, max(item) as hi, count(price) as n, count(distinct region) as r from sales

select sum(qty) filter (where ok) as q, count(*) filter (where region = 'south') as n from sales

select region, sum(cost) as c, avg(price) as p from sales where region is not null group by region order by region

# Windows.
select id, row_number() over (order by id desc) as n from sales order by id

select id, rank() over (order by item) as r, dense_rank() over (order by item) as d from sales where item is not null order by id

select id, percent_rank() over (order by qty) as p, cume_dist() over (order by qty) as c from sales order by id

select id, ntile(3) over (order by id) as t from sales order by id

select id, lag(qty) over (order by id) as a, lead(qty) over (order by id) as b, lag(qty, 2, -1) over (order by id) as c from sales order by id

select id, first_value(item) over (partition by region order by id) as f, last_value(item) over (partition by region order by id rows between unbounded preceding and unbounded following) as l from sales order by id

select id, nth_value(item, 2) over (order by id) as n from sales order by id

select id, sum(qty) over (order by id rows between 1 preceding and current row) as s, avg(qty) over (order by id rows between 1 preceding and 1 following) as a from sales order by id

select id, count(*) over (partition by region) as n, sum(qty) over (partition by region) as s, max(price) over () as m from sales order by id

select id, sum(qty) over (order by day range between interval '31 days' preceding and current row) as s from sales order by id

select id, sum(qty) over (order by qty groups between 1 preceding and current row) as s from sales order by id

select id, sum(qty) over w as s, min(qty) over w as m from sales window w as (partition by region order by id) order by id

select region, sum(qty) as q, sum(sum(qty)) over (order by region) as total from sales where region is not null group by region order by region

select id, 100.0 * qty / sum(qty) over (partition by region) as share from sales where region = 'south' order by id

select region, item, n from (select region, item, qty as n, row_number() over (partition by region order by qty desc) as r from sales where region is not null) where r = 1 order by region

select m, q, q - lag(q) over (order by m) as d from (select date_trunc('month', day) as m, sum(qty) as q from sales group by 1) order by m

# Aggregates.
select any_value(region) as a from sales where region = 'east'

select approx_distinct(region) as d from sales
==
select 3 as d

select approx_median(qty) as m from sales where id <= 3
==
select 3 as m

select approx_percentile_cont(0.5) within group (order by qty) as m, approx_percentile_cont_with_weight(1, 0.5) within group (order by qty) as w from sales where id <= 3
==
select 3 as m, 3 as w

select array_agg(qty order by id) as a from sales where region = 'south'

select string_agg(item, ', ' order by id) as s from sales where region = 'north'

select avg(qty) as a, mean(qty) as m, median(qty) as d, percentile_cont(0.25) within group (order by qty) as p, quantile_cont(0.75) within group (order by qty) as q from sales
==
select avg(qty) as a, avg(qty) as m, median(qty) as d, quantile_cont(qty, 0.25) as p, quantile_cont(qty, 0.75) as q from sales

select bit_and(qty) as a, bit_or(qty) as o, bit_xor(qty) as x from sales where qty > 0

select bool_and(ok) as a, bool_or(ok) as o from sales

select corr(qty, price) as c, covar(qty, price) as v, covar_samp(qty, price) as s, covar_pop(qty, price) as p from sales
==
select corr(qty, price) as c, covar_samp(qty, price) as v, covar_samp(qty, price) as s, covar_pop(qty, price) as p from sales

select stddev(qty) as a, stddev_samp(qty) as b, stddev_pop(qty) as c, var(qty) as d, var_samp(qty) as e, var_sample(qty) as f, var_pop(qty) as g, var_population(qty) as h from sales
==
select stddev_samp(qty), stddev_samp(qty), stddev_pop(qty), var_samp(qty), var_samp(qty), var_samp(qty), var_pop(qty), var_pop(qty) from sales

select regr_avgx(price, qty) as a, regr_avgy(price, qty) as b, regr_count(price, qty) as c, regr_intercept(price, qty) as d, regr_r2(price, qty) as e, regr_slope(price, qty) as f, regr_sxx(price, qty) as g, regr_sxy(price, qty) as h, regr_syy(price, qty) as i from sales

select first_value(item order by qty desc) as f, last_value(item order by qty) as l, nth_value(item, 2 order by id) as n from sales where item is not null
==
select 'apple' as f, 'apple' as l, 'pear' as n

# Numbers.
select abs(-2.5) as a, ceil(1.2) as b, floor(-1.2) as c, round(2.567, 2) as d, round(2.5) as e, trunc(-2.7) as f, signum(-3.0) as g
==
select 2.5::double, 2.0::double, -2.0::double, 2.57::double, 3.0::double, -2.0::double, -1.0::double

select sqrt(2.0) as a, cbrt(27.0) as b, exp(1.0) as c, ln(10.0) as d, log(100.0) as e, log(2, 8) as f, log10(1000.0) as g, log2(8.0) as h
==
select sqrt(2.0), cbrt(27.0), exp(1.0), ln(10.0), log10(100.0), 3.0::double, log10(1000.0), log2(8.0)

select power(2, 10) as a, pow(2.0, 0.5) as b, factorial(5) as c, gcd(12, 18) as d, lcm(4, 6) as e
==
select 1024, pow(2.0, 0.5), 120, 6, 12

select sin(1.0) as a, cos(1.0) as b, tan(1.0) as c, cot(1.0) as d, asin(0.5) as e, acos(0.5) as f, atan(0.5) as g, atan2(1.0, 2.0) as h

select sinh(1.0) as a, cosh(1.0) as b, tanh(0.5) as c, asinh(1.0) as d, acosh(2.0) as e, atanh(0.5) as f

select degrees(pi()) as a, radians(180.0) as b, pi() as c, isnan(1.0) as d, iszero(0.0) as e, nanvl(1.0, 2.0) as f
==
select 180.0::double, pi(), pi(), false, true, 1.0::double

# Whatever there is.
select coalesce(region, 'none') as a, nvl(price, 0.0) as b, ifnull(price, 1.0) as c, nullif(qty, 0) as d, nvl2(region, 'yes', 'no') as e from sales order by id
==
select coalesce(region, 'none') as a, coalesce(price, 0.0) as b, coalesce(price, 1.0) as c, nullif(qty, 0) as d, case when region is null then 'no' else 'yes' end as e from sales order by id

select greatest(1, 3, 2) as a, least(1, 3, 2) as b, greatest(null, 2) as c

select named_struct('a', 1, 'b', 'x') as s, struct(1, 'x') as t, row(2) as r, get_field(named_struct('a', 5), 'a') as g
==
select {'a': 1, 'b': 'x'} as s, {'c0': 1, 'c1': 'x'} as t, {'c0': 2} as r, 5 as g

# Texts.
select ascii('A') as a, chr(228) as b, bit_length('ä') as c, octet_length('ä') as d, length('äb') as e, char_length('äb') as f, character_length('äb') as g
==
select 65, 'ä', 16, 2, 2, 2, 2

select lower('ÄB') as a, upper('äb') as b, initcap('new york city') as c, reverse('abc') as d
==
select 'äb', 'ÄB', 'New York City', 'cba'

select concat('a', null, 'b') as a, concat_ws('-', 'a', null, 'b') as b, 'a' || null as c, repeat('ab', 3) as d

select trim('  x ') as a, ltrim('  x ') as b, rtrim('  x ') as c, btrim('xxaxx', 'x') as d, trim(both 'x' from 'xxaxx') as e, trim(leading 'x' from 'xxaxx') as f
==
select trim('  x '), ltrim('  x '), rtrim('  x '), trim('xxaxx', 'x'), trim('xxaxx', 'x'), ltrim('xxaxx', 'x')

select left('abcdef', 2) as a, right('abcdef', 2) as b, left('abcdef', -2) as c, substr('abcdef', 2, 3) as d, substring('abcdef' from 3) as e, substring('abcdef', 4) as f

select lpad('7', 3, '0') as a, rpad('7', 3, '.') as b, lpad('abcd', 2, 'x') as c

select replace('banana', 'an', 'AN') as a, translate('12345', '143', 'ax') as b, overlay('Txxxxas' placing 'hom' from 2 for 4) as c
==
select replace('banana', 'an', 'AN'), 'a2x5', 'Thomas'

select strpos('high', 'ig') as a, position('ig' in 'high') as b, instr('high', 'g') as c, contains('high', 'ig') as d, starts_with('high', 'hi') as e, ends_with('high', 'gh') as f
==
select 2, 2, 3, true, true, true

select split_part('a,b,c', ',', 2) as a, substr_index('a.b.c', '.', 2) as b, substring_index('a.b.c', '.', -1) as c, find_in_set('b', 'a,b,c') as d, levenshtein('kitten', 'sitting') as e, to_hex(255) as f
==
select 'b', 'a.b', 'c', 2, 3, 'ff'

select regexp_like('foobar', 'o+b') as a, regexp_replace('foobar', 'o+', 'X') as b, regexp_replace('a1b22', '[0-9]+', '#', 'g') as c, regexp_count('a1b22', '[0-9]') as d, regexp_instr('a1b22', '[0-9]{2}') as e, regexp_match('foobar', '(o+)(b)') as f
==
select true, 'fXbar', 'a#b#', 3, 4, ['oo', 'b']

# Days and moments.
select date_trunc('year', moment) as a, date_trunc('quarter', moment) as b, date_trunc('week', moment) as c, date_trunc('day', moment) as d, date_trunc('hour', moment) as e from sales where id = 8
==
select date_trunc('year', moment)::timestamp, date_trunc('quarter', moment)::timestamp, date_trunc('week', moment)::timestamp, date_trunc('day', moment)::timestamp, date_trunc('hour', moment)::timestamp from sales where id = 8

select datetrunc('month', moment) as a, date_part('month', moment) as b, datepart('doy', moment) as c, date_part('week', moment) as d, date_part('epoch', moment) as e from sales where id in (3, 7) order by id
==
select date_trunc('month', moment)::timestamp, date_part('month', moment), date_part('doy', moment), date_part('week', moment), date_part('epoch', moment) from sales where id in (3, 7) order by id

select date_bin(interval '15 minutes', moment, timestamp '2024-01-01') as a from sales where id in (1, 8) order by id
==
select time_bucket(interval '15 minutes', moment, timestamp '2024-01-01') as a from sales where id in (1, 8) order by id

select to_char(day, '%Y-%m') as a, date_format(moment, '%d.%m.%Y %H:%M') as b from sales where id = 3
==
select strftime(day, '%Y-%m'), strftime(moment, '%d.%m.%Y %H:%M') from sales where id = 3

select make_date(2024, 2, 29) as a, to_date('2024-02-29') as b, to_date('29.02.2024', '%d.%m.%Y') as c, make_time(13, 5, 7) as d, to_time('13:05:07') as e
==
select date '2024-02-29', date '2024-02-29', date '2024-02-29', time '13:05:07', time '13:05:07'

select to_timestamp('2024-02-29T12:00:00Z') as a, to_timestamp_seconds(86400) as b, to_timestamp_millis(86400000) as c, to_timestamp_micros(86400000000) as d, to_timestamp_nanos(86400000000000) as e, from_unixtime(86400) as f, to_unixtime(timestamp '1970-01-02') as g
==
select timestamp '2024-02-29 12:00:00', timestamp '1970-01-02', timestamp '1970-01-02', timestamp '1970-01-02', timestamp '1970-01-02', timestamp '1970-01-02', 86400

select to_local_time(timestamp '2024-02-29 12:00:00') as a
==
select timestamp '2024-02-29 12:00:00'

select current_date as a, now() > timestamp '2000-01-01' as b, current_timestamp = now() as c, today() = current_date as d, current_time as e, localtimestamp() = now() as f
==
select date '2013-12-31', true, true, true, time '12:00:00', true

# Lists.
select make_array(1, 2, 3) as a, [1, 2] as b, range(1, 4) as c, generate_series(1, 3) as d, array_repeat('x', 2) as e, array_resize([1], 3, 0) as f
==
select [1, 2, 3], [1, 2], [1, 2, 3], [1, 2, 3], ['x', 'x'], [1, 0, 0]

select array_append([1, 2], 3) as a, array_prepend(0, [1]) as b, array_concat([1], [2, 3]) as c, array_pop_back([1, 2]) as d, array_pop_front([1, 2]) as e, array_reverse([1, 2]) as f
==
select [1, 2, 3], [0, 1], [1, 2, 3], [1], [2], [2, 1]

select array_length([1, 2, 3]) as a, cardinality([1, 2]) as b, list_length([1]) as c, empty([]) as d, array_element([5, 6], 2) as e, list_element([5, 6], 1) as f, [7, 8, 9][2] as g, array_slice([1, 2, 3, 4], 2, 3) as h
==
select 3, 2, 1, true, 6, 5, 8, [2, 3]

select array_has([1, 2], 2) as a, array_contains([1, 2], 3) as b, list_contains([1], 1) as c, array_has_all([1, 2, 3], [1, 3]) as d, array_has_any([1, 2], [2, 9]) as e, array_position([5, 6, 5], 6) as f, array_positions([5, 6, 5], 5) as g
==
select true, false, true, true, true, 2, [1, 3]

select array_sort([3, 1, 2]) as a, list_sort([2, 1]) as b, array_distinct([1, 1, 2]) as c, list_distinct([4, 4]) as d, array_union([1, 2], [2, 3]) as e, array_intersect([1, 2], [2, 3]) as f, array_except([1, 2], [2]) as g
==
select [1, 2, 3], [1, 2], [1, 2], [4], [1, 2, 3], [2], [1]

select array_max([1, 3, 2]) as a, list_max([4, 5]) as b, array_min([3, 1]) as c, array_any_value([null, 7]) as d, array_remove([1, 2, 1], 1) as e, array_remove_all([1, 2, 1], 1) as f, flatten([[1], [2, 3]]) as g
==
select 3, 5, 1, 7, [2, 1], [2], [1, 2, 3]

select array_to_string([1, 2, 3], '-') as a, array_join(['x', 'y'], ', ') as b, string_to_array('a,b', ',') as c
==
select '1-2-3', 'x, y', ['a', 'b']

select id, array_length(tags) as n, tags[1] as head, array_to_string(tags, '+') as joined from sales order by id
==
select id, len(tags) as n, tags[1] as head, array_to_string(tags, '+') as joined from sales order by id
