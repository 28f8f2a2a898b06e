# One sample at a time, so that what the machine shows is of one.
case_of_build=01 noisy=1
course limits <<<'languages = { c = standard.c }'
group limits --jobs 1
