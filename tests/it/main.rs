mod metric;
