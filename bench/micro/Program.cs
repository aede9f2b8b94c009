// Micro-benchmarks of what runs on every read, write or import: dotnet run -c Release --project bench/micro -- --filter
// '*' --job short
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;
using Micro;

BenchmarkSwitcher
    .FromAssembly(typeof(RenderingBenchmarks).Assembly)
    .Run(args, DefaultConfig.Instance.WithArtifactsPath(Path.Combine("artifacts", "micro")));
