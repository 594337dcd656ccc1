-- Cells that left to the readers of a share, by month of UTC (months since the year 0). By the rules of the first schema.
CREATE TABLE share_cells (
    share TEXT NOT NULL,
    month BIGINT NOT NULL,
    cells BIGINT NOT NULL,
    PRIMARY KEY (share, month)
);
