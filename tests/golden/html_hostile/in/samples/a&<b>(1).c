#warning </pre></code><script>alert(1)</script> ]]> <!-- [31m]8;;javascript:alert(2)\ ‮⁦‏؜ ￾
int main(void) { return 0; }
