from coursewright.cli import main

main()
